// Saves a case while its author writes (saving.js).
// What could not be saved yet stays on the screen and in this tab's own storage.
import { Saving, fillIn } from "./saving.js";

const form = document.querySelector("form[data-autosave]");
const says = form.dataset;
const state = document.querySelector("[data-studio-state]");
const said = document.querySelector("[data-studio-said]");
const signIn = document.querySelector("[data-studio-sign-in]");
const version = form.elements.version;
const STORE = `case ${says.autosave}`;
const NOT_WRITTEN = ["csrfmiddlewaretoken", "version"];

// What the server has, and what was sent without an answer, so that nobody knows whether it arrived: that goes
// first once more, unchanged, which is no conflict.
let saved = JSON.stringify(written());
let unsure = null;
// Whether the latest version is one that this page saved.
let goesOn = false;
let spoken = "";
let unreadable = false;

function written() {
  return [...new FormData(form)].filter(([name, value]) => !NOT_WRITTEN.includes(name) && typeof value === "string");
}

const waits = () => unsure !== null || JSON.stringify(written()) !== saved;

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
    fillIn(element, kept.texts);
  }
  // Written over a newer text only after its author chose to.
  version.value = kept.version;
  if (waits()) saving.save();
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

// What was sent without an answer goes first, as it was.
function next() {
  unsure ??= written();
  return new URLSearchParams([...unsure, ["version", version.value], ["goes_on", goesOn ? "1" : ""]]);
}

function taken(answer) {
  saved = JSON.stringify(unsure);
  unsure = null;
  goesOn ||= answer.version !== version.value;
  version.value = answer.version;
  const [first] = Object.entries(answer.errors ?? {});
  unreadable = Boolean(first);
  keep();
  if (first) say("unreadable", says.unreadable.replace("{field}", labelOf(first[0])).replace("{message}", first[1]));
  else say("saved", says.saved.replace("{time}", answer.saved_at));
  for (const place of form.querySelectorAll("[data-reading]")) {
    place.textContent = answer.reading[place.dataset.reading] ?? place.textContent;
  }
}

function labelOf(name) {
  return form.querySelector(`label[for="id_${name}"]`)?.firstChild.textContent.trim() ?? name;
}

function refused(answer) {
  const why = answer.refused ? "refused" : "stale";
  unsure = null;
  keep();
  say(why, answer.refused ?? says.stale);
  return why;
}

const saving = new Saving({
  form,
  address: says.autosave,
  quiet: 1200,
  longestQuiet: 8000,
  waits,
  next,
  taken,
  refused,
  keep,
  say,
  unreadable: () => unreadable,
  unreachable: "unsaved",
  beforeLeaving: forget,
});

form.addEventListener("input", () => saving.changed());
form.addEventListener("change", () => saving.changed());
signIn.addEventListener("click", () => {
  saving.leaving = true;
});
// A form that came back with errors holds what is not on disk.
if (says.refusedBefore) forget();
else restore();
