// Saves while somebody is working, and says so: when to send, one request at a time, again and again without a
// connection, and when the page may be left. What is saved, and what its answer means, is for the page (quiz.js,
// studio.js). Without JavaScript the buttons save.
import { refreshToken, send } from "./sending.js";

// Milliseconds between two tries at most.
const LONGEST_WAIT = 30000;

// Puts kept [name, value] pairs of this control back in it.
export function fillIn(element, entries) {
  const values = entries.filter(([name]) => name === element.name).map(([, value]) => value);
  if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
  else element.value = values[0] ?? "";
}

// form: its data attributes hold the sentence of each kind that is said.
// address: what saves. quiet, longestQuiet: milliseconds after the last key, and after the first change.
// waits(): whether something is not on disk. next(): makes ready what is sent now, and gives it as its body.
// taken(answer): it is on disk. refused(answer): gives why nothing more can be saved.
// keep(): puts what waits in this tab's own storage. say(kind): shows and speaks.
// unreadable(): whether the server could not read a part. unreachable: the kind to say when the site is not there.
// beforeLeaving(): the form goes with what is on the screen.
export class Saving {
  // "" or why nothing is being saved now: unsaved, signedOut, or what `refused` gave, which ends it.
  trouble = "";
  ended = false;
  leaving = false;
  #timer = 0;
  #since = 0;
  #wait = 1000;
  #underWay = null;
  #submitting = false;

  constructor(page) {
    this.page = page;
    page.form.addEventListener("submit", (event) => this.#submitted(event));
    // Signing in again happens elsewhere, and so does the network.
    const wake = () => (page.waits() ? this.save() : this.#refresh());
    const hidden = () => document.visibilityState === "hidden";
    addEventListener("online", wake);
    addEventListener("focus", wake);
    document.addEventListener("visibilitychange", () => (hidden() ? this.save() : wake()));
    addEventListener("pagehide", () => this.save());
    // Kept as it was by the browser, it would show what is old.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    addEventListener("beforeunload", (event) => {
      if (this.leaving || !page.waits()) return;
      this.save();
      if (this.trouble) event.preventDefault();
    });
  }

  // Something was written: it is sent when it is quiet, or has not been for long.
  changed() {
    this.page.keep();
    if (this.ended) return;
    this.#saySaving();
    this.#since ||= Date.now();
    const { quiet, longestQuiet } = this.page;
    this.#schedule(Math.max(0, Math.min(quiet, this.#since + longestQuiet - Date.now())));
  }

  // Sends everything that waits; resolves to whether all of it is on disk.
  save() {
    clearTimeout(this.#timer);
    this.#underWay ??= this.#saveAll().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  go(url) {
    this.leaving = true;
    location.assign(url);
  }

  // A button is named "action", which hides the form's own.
  get here() {
    return new URL(this.page.form.getAttribute("action"), location.href);
  }

  #saySaving() {
    if (!this.trouble) this.page.say("saving");
  }

  #schedule(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), delay);
  }

  async #saveAll() {
    while (this.page.waits() && !this.ended) {
      if (!(await this.#saveOnce())) return false;
    }
    return !this.page.waits() && !this.page.unreadable();
  }

  async #saveOnce() {
    const body = this.page.next();
    this.#since = 0;
    this.page.keep();
    this.#saySaving();
    try {
      const response = await send(this.page.address, this.page.form, body);
      if (response.ok || response.status === 400) return this.#taken(await response.json());
      if (response.status === 409) return this.#refused(await response.json());
      return this.#later(response.status === 401 || response.status === 403 ? "signedOut" : "unsaved");
    } catch {
      return this.#later("unsaved");
    }
  }

  #taken(answer) {
    this.#wait = 1000;
    this.trouble = "";
    this.page.taken(answer);
    return true;
  }

  #refused(answer) {
    this.trouble = this.page.refused(answer);
    this.ended = true;
    return false;
  }

  #later(why) {
    this.trouble = why;
    this.page.say(why);
    this.#schedule(this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    return false;
  }

  #refresh() {
    return refreshToken(this.page.address);
  }

  // Whether the page may be left: everything is saved, or the next page is where one can choose, repair or sign in.
  async #mayLeave() {
    const { waits, unreadable, say, unreachable } = this.page;
    if (waits() && !this.ended) {
      return (await this.save()) || this.ended || unreadable() || this.trouble === "signedOut";
    }
    const status = await this.#refresh();
    if (status === 401) this.trouble = "signedOut";
    if (status && status < 500) return true;
    say(unreachable);
    return false;
  }

  // Leaves only when the site is there: a page that cannot be reached would take what was written along.
  async #submitted(event) {
    if (this.leaving) return;
    event.preventDefault();
    if (this.#submitting) return;
    this.#submitting = true;
    const may = await this.#mayLeave();
    this.#submitting = false;
    if (!may) return;
    // Signing in leads back here, where what was written is put back.
    if (this.trouble === "signedOut") {
      this.go(this.here);
      return;
    }
    this.page.beforeLeaving();
    this.leaving = true;
    this.page.form.requestSubmit(event.submitter);
  }
}
