// Saves answers while somebody is answering (saving.js).
// What could not be saved yet stays on the screen and in this tab's own storage.
import { Saving, fillIn } from "./saving.js";

const form = document.querySelector("form[data-quiz]");
const says = form.dataset;
const state = form.querySelector("[data-quiz-state]");
const said = form.querySelector("[data-quiz-said]");
const ways = [...form.querySelectorAll("[data-quiz-way]")];
const version = form.elements.version;
const STORE = `quiz ${says.quiz}`;

// Number of a question -> its fields as [name, value] pairs. `pending` waits to be sent. `unsure` was sent and
// not answered, so nobody knows whether it arrived: it goes first once more, unchanged, which is no conflict.
const stored = read();
const pending = new Map(stored.pending);
const unsure = new Map(stored.unsure);
// What the server has, to send nothing twice; and what it could not read.
const saved = new Map();
const unreadable = new Map();
const places = new Map();
let spoken = "";

const waits = () => pending.size + unsure.size > 0;
const waiting = () => new Map([...unsure, ...pending]);
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
      if (belongs(element.name, number)) fillIn(element, entries);
    }
  }
  // Written over a newer answer of another tab only after somebody chose to.
  if (waits()) version.value = stored.version;
}

function changed(element) {
  const number = numberOf(element);
  if (!number || saving.trouble === "finished") return;
  const entries = fieldsOf(number);
  if (!waiting().has(number) && saved.get(number) === JSON.stringify(entries)) return;
  pending.set(number, entries);
  unreadable.delete(number);
  saving.changed();
}

// What was sent without an answer goes first, as it was.
function next() {
  if (!unsure.size) {
    for (const [number, entries] of pending) unsure.set(number, entries);
    pending.clear();
  }
  return waitingBody();
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
  say("saved", says.saved.replace("{time}", answer.saved_at), numbers);
  for (const [number, message] of unreadable) say("unreadable", message, [number]);
  if (pending.size) say("saving");
}

function refused(answer) {
  const why = answer.finished ? "finished" : "stale";
  say(why);
  for (const [number, entries] of unsure) if (!pending.has(number)) pending.set(number, entries);
  unsure.clear();
  if (answer.finished) pending.clear();
  keep();
  const elsewhere = [...pending.keys()];
  // Chosen where the question is asked: what this tab could not save may be from the screen before.
  if (elsewhere.length && !elsewhere.some((number) => form.querySelector(`[data-number="${number}"]`))) {
    saving.go(new URL(`../${elsewhere[0]}/`, saving.here));
  }
  return why;
}

// What is on the screen goes with the form; whoever is asked to choose sees it there.
function beforeLeaving() {
  for (const number of pending.keys()) if (form.querySelector(`[data-number="${number}"]`)) pending.delete(number);
  keep();
}

const saving = new Saving({
  form,
  address: says.quiz,
  quiet: 700,
  longestQuiet: 1500,
  waits,
  next,
  taken,
  refused,
  keep,
  say,
  unreadable: () => unreadable.size > 0,
  unreachable: "unreachable",
  beforeLeaving,
});

form.addEventListener("input", (event) => changed(event.target));
form.addEventListener("change", (event) => changed(event.target));
for (const way of form.querySelectorAll("a[data-quiz-leave]")) {
  way.addEventListener("click", () => {
    saving.leaving = true;
  });
}

// Time is over (js/quiz_time.js): what is on the screen is saved before the attempt is handed in.
document.addEventListener("quiz:over", (event) => {
  event.detail.before.push(
    saving.save().then((done) => {
      saving.leaving = done || saving.ended || unreadable.size > 0;
      return saving.leaving;
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
if (waits()) saving.save();
