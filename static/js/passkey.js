// Asks the browser for a passkey (WebAuthn) and sends what it answers with the form. The form says in data-passkey
// whether one is made ("create") or shown ("get"); its options stand in the page, or at the address of the form.

function bytesFrom(text) {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function textFrom(buffer) {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return base64.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function withBytes(options) {
  const described = (list) => (list || []).map((one) => ({ ...one, id: bytesFrom(one.id) }));
  const result = { ...options, challenge: bytesFrom(options.challenge) };
  if (options.user) result.user = { ...options.user, id: bytesFrom(options.user.id) };
  if (options.allowCredentials) result.allowCredentials = described(options.allowCredentials);
  if (options.excludeCredentials) result.excludeCredentials = described(options.excludeCredentials);
  return result;
}

function inText(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = textFrom(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: textFrom(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent).publicKey;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The options came with status ${answer.status}`);
  return (await answer.json()).request_options.publicKey;
}

async function create(form) {
  const options = withBytes(await optionsOf(form));
  const alone = form.elements.passwordless.checked;
  options.authenticatorSelection = {
    ...options.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({ publicKey: options });
}

async function get(form) {
  return navigator.credentials.get({ publicKey: withBytes(await optionsOf(form)) });
}

function prepare(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  form.querySelector("[data-passkey-button]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const credential = await (form.dataset.passkey === "create" ? create(form) : get(form));
      form.elements.credential.value = inText(credential);
      form.submit();
    } catch {
      // Nobody answered, the device has no passkey for this site, or the reader thought better of it.
      problem.hidden = false;
    }
  });
}

if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(prepare);
