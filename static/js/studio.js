// Saves a case while its author writes, and says so. Without JavaScript the buttons save.
// What could not be saved yet stays on the screen and in this tab's own storage, and is sent again and again.
import { refreshToken, send } from "./sending.js";

const form = document.querySelector("form[data-autosave]");
const says = form.dataset;
const state = document.querySelector("[data-studio-state]");
const said = document.querySelector("[data-studio-said]");
const signIn = document.querySelector("[data-studio-sign-in]");
const version = form.elements.version;
const STORE = `case ${says.autosave}`;
const NOT_WRITTEN = ["csrfmiddlewaretoken", "version"];
// Milliseconds: after the last key, after the first change, between two tries at most.
const QUIET = 1200;
const LONGEST_QUIET = 8000;
const LONGEST_WAIT = 30000;

// What the server has, and what was sent without an answer, so that nobody knows whether it arrived: that goes
// first once more, unchanged, which is no conflict.
let saved = JSON.stringify(written());
let unsure = null;
// Whether the latest version is one that this page saved.
let goesOn = false;
let timer = 0;
let since = 0;
let wait = 1000;
let saving = null;
let pressed = false;
let leaving = false;
// "" or why the text is not being saved now: unsaved, signedOut, stale, refused.
let trouble = "";
let spoken = "";
let unreadable = false;

function written() {
  return [...new FormData(form)].filter(([name, value]) => !NOT_WRITTEN.includes(name) && typeof value === "string");
}

const waits = () => unsure !== null || JSON.stringify(written()) !== saved;
const ended = () => trouble === "stale" || trouble === "refused";

function keep() {
  try {
    if (waits()) sessionStorage.setItem(STORE, JSON.stringify({ version: version.value, texts: written() }));
    else sessionStorage.removeItem(STORE);
  } catch {
    // A browser that keeps nothing still has what is on the screen.
  }
}

function forget() {
  try {
    sessionStorage.removeItem(STORE);
  } catch {
    // Nothing was kept.
  }
}

// The server takes spaces around a text off, and counts a line end as one character.
const alike = (text) => text.replace(/\s+/g, " ").trim();

// Puts back what this tab had not been able to save when its page went away.
function restore() {
  let kept;
  try {
    kept = JSON.parse(sessionStorage.getItem(STORE));
  } catch {
    return;
  }
  if (!kept || alike(JSON.stringify(kept.texts)) === alike(saved)) return forget();
  for (const element of form.elements) {
    if (!element.name || NOT_WRITTEN.includes(element.name) || element.type === "submit") continue;
    const values = kept.texts.filter(([name]) => name === element.name).map(([, value]) => value);
    if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
    else element.value = values[0] ?? "";
  }
  // Written over a newer text only after its author chose to.
  version.value = kept.version;
  if (waits()) save();
}

// Shown with each change; spoken only when it is news, not at every pause in typing.
function say(kind, text = says[kind]) {
  state.hidden = false;
  state.textContent = text;
  state.dataset.kind = kind;
  signIn.hidden = kind !== "signedOut";
  if (kind === "saving") return;
  if (kind !== spoken || kind === "unreadable") said.textContent = text;
  spoken = kind;
}

function changed() {
  keep();
  if (ended()) return;
  if (!trouble) say("saving");
  since ||= Date.now();
  schedule(Math.max(0, Math.min(QUIET, since + LONGEST_QUIET - Date.now())));
}

function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(save, delay);
}

// Sends what is not on disk, one request at a time; resolves to whether all of it is.
function save() {
  clearTimeout(timer);
  saving ??= saveAll().finally(() => {
    saving = null;
  });
  return saving;
}

async function saveAll() {
  while (waits() && !ended()) {
    if (!(await saveOnce())) return false;
  }
  return !waits() && !unreadable;
}

async function saveOnce() {
  unsure ??= written();
  since = 0;
  keep();
  if (!trouble) say("saving");
  const body = new URLSearchParams([...unsure, ["version", version.value], ["goes_on", goesOn ? "1" : ""]]);
  try {
    const response = await send(says.autosave, form, body);
    if (response.ok || response.status === 400) return taken(await response.json());
    if (response.status === 409) return refused(await response.json());
    return later(response.status === 401 || response.status === 403 ? "signedOut" : "unsaved");
  } catch {
    return later("unsaved");
  }
}

function taken(answer) {
  saved = JSON.stringify(unsure);
  unsure = null;
  goesOn ||= answer.version !== version.value;
  version.value = answer.version;
  wait = 1000;
  trouble = "";
  const [first] = Object.entries(answer.errors ?? {});
  unreadable = Boolean(first);
  keep();
  if (first) say("unreadable", says.unreadable.replace("{field}", labelOf(first[0])).replace("{message}", first[1]));
  else say("saved", says.saved.replace("{time}", answer.saved_at));
  for (const place of form.querySelectorAll("[data-reading]")) {
    place.textContent = answer.reading[place.dataset.reading] ?? place.textContent;
  }
  return true;
}

function labelOf(name) {
  return form.querySelector(`label[for="id_${name}"]`)?.firstChild.textContent.trim() ?? name;
}

function refused(answer) {
  trouble = answer.refused ? "refused" : "stale";
  unsure = null;
  keep();
  say(trouble, answer.refused ?? says.stale);
  return false;
}

function later(why) {
  trouble = why;
  say(why);
  schedule(wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
  return false;
}

// A button is named "action", which hides the form's own.
const address = () => new URL(form.getAttribute("action"), location.href);

// Whether the page may be left: everything is saved, or the form's own answer says what is wrong.
async function mayLeave() {
  if (waits() && !ended()) return (await save()) || ended() || unreadable || trouble === "signedOut";
  const status = await refreshToken(says.autosave);
  if (status === 401) trouble = "signedOut";
  if (status) return true;
  say("unsaved");
  return false;
}

// Leaves only when the site is there: a page that cannot be reached would take the text along.
form.addEventListener("submit", async (event) => {
  if (leaving) return;
  event.preventDefault();
  if (pressed) return;
  pressed = true;
  const may = await mayLeave();
  pressed = false;
  if (!may) return;
  leaving = true;
  // Signing in leads back here, where what was typed is put back.
  if (trouble === "signedOut") return location.assign(address());
  forget();
  form.requestSubmit(event.submitter);
});

form.addEventListener("input", changed);
form.addEventListener("change", changed);
// Signing in again happens elsewhere, and so does the network.
const wake = () => (waits() ? save() : refreshToken(says.autosave));
addEventListener("online", wake);
addEventListener("focus", wake);
document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? save() : wake()));
addEventListener("pagehide", () => !leaving && save());
// Kept as it was by the browser, it would show an old text.
addEventListener("pageshow", (event) => event.persisted && location.reload());
addEventListener("beforeunload", (event) => {
  if (leaving || !waits()) return;
  save();
  if (trouble) event.preventDefault();
});
signIn.addEventListener("click", () => {
  leaving = true;
});
// A form that came back with errors holds what is not on disk.
if (says.refusedBefore) forget();
else restore();
