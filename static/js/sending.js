// Sends what somebody is working on to an address that saves it, for pages that save as one goes (quiz.js, studio.js).

// Characters; a browser refuses to send more while it closes a page.
const MOST_AT_CLOSING = 60000;

// Signing in again, in whatever tab, changes the token against forged requests. Asks for a fresh one; resolves to
// the status of the answer, 0 without one.
export async function refreshToken(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    if (!response.ok) return response.status;
    const { token } = await response.json();
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    return response.status;
  } catch {
    return 0;
  }
}

function post(address, form, body) {
  return fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" },
    body,
    keepalive: body.toString().length < MOST_AT_CLOSING,
  });
}

// Resolves to the answer; throws without a connection.
export async function send(address, form, body) {
  const response = await post(address, form, body);
  if (response.status === 403 && (await refreshToken(address)) === 200) return post(address, form, body);
  return response;
}
