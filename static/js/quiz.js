// Saves answers while somebody is answering, and says so. Without JavaScript the buttons save.
// What could not be saved yet stays on the screen and in this tab's own storage, and is sent again and again.
import { refreshToken, send as sendTo } from "./sending.js";

const form = document.querySelector("form[data-quiz]");
const says = form.dataset;
const state = form.querySelector("[data-quiz-state]");
const said = form.querySelector("[data-quiz-said]");
const ways = [...form.querySelectorAll("[data-quiz-way]")];
const version = form.elements.version;
const STORE = `quiz ${says.quiz}`;
// Milliseconds: after the last key, after the first change, between two tries at most.
const QUIET = 700;
const LONGEST_QUIET = 1500;
const LONGEST_WAIT = 30000;

// Number of a question -> its fields as [name, value] pairs. `pending` waits to be sent. `unsure` was sent and
// not answered, so nobody knows whether it arrived: it goes first once more, unchanged, which is no conflict.
const stored = read();
const pending = new Map(stored.pending);
const unsure = new Map(stored.unsure);
// What the server has, to send nothing twice; and what it could not read.
const saved = new Map();
const unreadable = new Map();
const places = new Map();
let timer = 0;
let since = 0;
let wait = 1000;
let sending = null;
let submitting = false;
let leaving = false;
// "" or why answers are not being saved now: unsaved, signedOut, stale, finished.
let trouble = "";
let spoken = "";

const waits = () => pending.size + unsure.size > 0;
const waiting = () => new Map([...unsure, ...pending]);
const ended = () => trouble === "stale" || trouble === "finished";
const numberOf = (element) => element.closest("[data-number]")?.dataset.number;

function read() {
  const nothing = { pending: [], unsure: [] };
  try {
    return { ...nothing, ...JSON.parse(sessionStorage.getItem(STORE)) };
  } catch {
    return nothing;
  }
}

function keep() {
  try {
    const state = { pending: [...pending], unsure: [...unsure], version: version.value };
    if (waits()) sessionStorage.setItem(STORE, JSON.stringify(state));
    else sessionStorage.removeItem(STORE);
  } catch {
    // A browser that keeps nothing still has what is on the screen.
  }
}

// Shown with each change; spoken only when it is news, not at every pause in typing.
function say(kind, text = says[kind], numbers = waiting().keys()) {
  state.textContent = text;
  state.dataset.kind = kind;
  for (const number of numbers) {
    const place = places.get(number);
    if (place) Object.assign(place, { textContent: text }).dataset.kind = kind;
  }
  for (const way of ways) {
    way.hidden = way.dataset.quizWay !== kind;
    for (const button of way.querySelectorAll("button")) button.disabled = way.hidden;
  }
  if (kind === "saving") return;
  if (kind !== spoken || kind === "unreadable") said.textContent = text;
  spoken = kind;
}

function belongs(name, number) {
  return name === `question_${number}` || name.startsWith(`question_${number}_`) || name === `confidence_${number}`;
}

function fieldsOf(number) {
  return [...new FormData(form)].filter(([name]) => belongs(name, number));
}

// Puts back what this tab had not been able to save when its page went away.
function restore() {
  for (const [number, entries] of waiting()) {
    for (const element of form.elements) {
      if (!belongs(element.name, number)) continue;
      const values = entries.filter(([name]) => name === element.name).map(([, value]) => value);
      if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
      else element.value = values[0] ?? "";
    }
  }
  // Written over a newer answer of another tab only after somebody chose to.
  if (waits()) version.value = stored.version;
}

function changed(element) {
  const number = numberOf(element);
  if (!number || trouble === "finished") return;
  const entries = fieldsOf(number);
  if (!waiting().has(number) && saved.get(number) === JSON.stringify(entries)) return;
  pending.set(number, entries);
  unreadable.delete(number);
  keep();
  if (trouble === "stale") return;
  if (!trouble) say("saving");
  since ||= Date.now();
  schedule(Math.max(0, Math.min(QUIET, since + LONGEST_QUIET - Date.now())));
}

function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(save, delay);
}

// Sends everything that waits, one request at a time; resolves to whether all of it is on disk.
function save() {
  clearTimeout(timer);
  sending ??= sendAll().finally(() => {
    sending = null;
  });
  return sending;
}

async function sendAll() {
  while (waits() && !ended()) {
    if (!(await send())) return false;
  }
  return !waits() && !unreadable.size;
}

async function send() {
  if (!unsure.size) {
    for (const [number, entries] of pending) unsure.set(number, entries);
    pending.clear();
    since = 0;
  }
  keep();
  if (!trouble) say("saving");
  try {
    const response = await sendTo(says.quiz, form, waitingBody());
    if (response.ok || response.status === 400) return taken(await response.json());
    if (response.status === 409) return refused(await response.json());
    return later(response.status === 401 || response.status === 403 ? "signedOut" : "unsaved");
  } catch {
    return later("unsaved");
  }
}

function waitingBody() {
  const body = new URLSearchParams({ version: version.value });
  for (const [number, entries] of unsure) {
    body.append("asked", number);
    for (const [name, value] of entries) body.append(name, value);
  }
  return body;
}

function taken(answer) {
  const numbers = [...unsure.keys()].filter((number) => !pending.has(number));
  for (const [number, entries] of unsure) saved.set(number, JSON.stringify(entries));
  unsure.clear();
  version.value = answer.version;
  for (const [number, message] of Object.entries(answer.errors ?? {})) {
    unreadable.set(number, says.unreadable.replace("{number}", number).replace("{message}", message));
  }
  keep();
  wait = 1000;
  trouble = "";
  say("saved", says.saved.replace("{time}", answer.saved_at), numbers);
  for (const [number, message] of unreadable) say("unreadable", message, [number]);
  if (pending.size) say("saving");
  return true;
}

function refused(answer) {
  trouble = answer.finished ? "finished" : "stale";
  say(trouble);
  for (const [number, entries] of unsure) if (!pending.has(number)) pending.set(number, entries);
  unsure.clear();
  if (answer.finished) pending.clear();
  keep();
  const elsewhere = [...pending.keys()];
  // Chosen where the question is asked: what this tab could not save may be from the screen before.
  if (elsewhere.length && !elsewhere.some((number) => form.querySelector(`[data-number="${number}"]`))) {
    go(new URL(`../${elsewhere[0]}/`, address()));
  }
  return false;
}

function later(why) {
  trouble = why;
  say(why);
  schedule(wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
  return false;
}

const refresh = () => refreshToken(says.quiz);

// A button is named "action", which hides the form's own.
const address = () => new URL(form.getAttribute("action"), location.href);

function go(url) {
  leaving = true;
  location.assign(url);
}

// Whether the page may be left: everything is saved, or its buttons lead to where one can choose or sign in.
async function mayLeave() {
  if (waits() && !ended()) return (await save()) || ended() || unreadable.size > 0 || trouble === "signedOut";
  const status = await refresh();
  if (status === 401) trouble = "signedOut";
  if (status && status < 500) return true;
  say("unreachable");
  return false;
}

// Leaves only when the site is there: a page that cannot be reached would take the answers along.
form.addEventListener("submit", async (event) => {
  if (leaving) return;
  event.preventDefault();
  if (submitting) return;
  submitting = true;
  const may = await mayLeave();
  submitting = false;
  if (!may) return;
  if (trouble === "signedOut") return go(address());
  // What is on the screen goes with the form; whoever is asked to choose sees it there.
  for (const number of pending.keys()) if (form.querySelector(`[data-number="${number}"]`)) pending.delete(number);
  keep();
  leaving = true;
  form.requestSubmit(event.submitter);
});

form.addEventListener("input", (event) => changed(event.target));
form.addEventListener("change", (event) => changed(event.target));
// Signing in again happens elsewhere, and so does the network.
const wake = () => (waits() ? save() : refresh());
addEventListener("online", wake);
addEventListener("focus", wake);
document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? save() : wake()));
addEventListener("pagehide", () => save());
// Kept as it was by the browser, it would show old answers.
addEventListener("pageshow", (event) => event.persisted && location.reload());
addEventListener("beforeunload", (event) => {
  if (leaving || !waits()) return;
  save();
  if (trouble) event.preventDefault();
});
for (const way of form.querySelectorAll("a[data-quiz-leave]")) {
  way.addEventListener("click", () => {
    leaving = true;
  });
}

// Time is over (js/quiz_time.js): what is on the screen is saved before the attempt is handed in.
document.addEventListener("quiz:over", (event) => {
  event.detail.before.push(
    save().then((done) => {
      leaving = done || ended() || unreadable.size > 0;
      return leaving;
    }),
  );
});

// 1 to 9 choose an answer while the focus is on the answers of a question.
function choicesOf(element) {
  return [...element.querySelectorAll(".ldl-question__options :is([type=radio], [type=checkbox])")];
}

form.addEventListener("keydown", (event) => {
  const question = event.target.closest("[data-number]");
  // A case has more than one group of answers.
  const choices = question ? choicesOf(question).filter((choice) => choice.name === event.target.name) : [];
  if (!choices.includes(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = /^[1-9]$/.test(event.key) && choices[Number(event.key) - 1];
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  choice.click();
});

const questions = [...form.querySelectorAll("[data-number]")];
for (const question of questions) {
  const number = question.dataset.number;
  saved.set(number, JSON.stringify(fieldsOf(number)));
  // With many questions the words near the buttons are out of sight.
  if (questions.length > 1) {
    places.set(number, Object.assign(document.createElement("p"), { className: "ldl-quiz__state" }));
    question.append(places.get(number));
  }
}
const keys = form.querySelector("[data-quiz-keys]");
if (keys) keys.hidden = choicesOf(form).length === 0;
restore();
if (waits()) save();
