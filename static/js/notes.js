// Saves a private note without leaving the lesson. Without JavaScript the same form leads back to the block.
const forms = [...document.querySelectorAll("form.ldl-note__form")];
const notSaved = document.querySelector("[data-not-saved]")?.dataset.notSaved ?? "";
const unsaved = new Set();

async function save(form) {
  const status = form.querySelector("[role=status]");
  const text = form.elements.text;
  const typed = text.value;
  status.textContent = "";
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new FormData(form),
      // Who is signed out meanwhile is led to the sign-in page: that is not saved.
      redirect: "error",
    });
    const refused = response.status === 422;
    const answer = response.ok || refused ? await response.json() : { message: notSaved };
    status.textContent = answer.message;
    text.setAttribute("aria-invalid", String(refused));
    if (response.ok && text.value === typed) {
      unsaved.delete(form);
    }
  } catch {
    status.textContent = notSaved;
  }
}

for (const form of forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form);
  });
  form.elements.text.addEventListener("input", () => unsaved.add(form));
}

addEventListener("beforeunload", (event) => {
  if (unsaved.size) {
    event.preventDefault();
  }
});
