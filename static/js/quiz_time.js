// Shows how much time is left and hands in when it is over. The server's clock counts: this one only shows it,
// from the seconds the server said were left, and asks again before it hands in.
const place = document.querySelector("[data-seconds-left]");
const form = place.querySelector("form");
const shown = place.querySelector("[data-time-left]");
const said = place.querySelector("[data-time-said]");
// Milliseconds. Seconds are rounded, so a hand-in on the dot might come before the end.
const MARGIN = 1000;
const AGAIN = 2000;
let ends = performance.now() + Number(place.dataset.secondsLeft) * 1000;
let handingIn = false;
const announced = new Set();

function words(seconds) {
  if (seconds <= 0) return place.dataset.over;
  if (seconds < 60) return place.dataset.lastMinute;
  if (seconds < 120) return place.dataset.oneMinute;
  return place.dataset.minutes.replace("{minutes}", Math.floor(seconds / 60));
}

function look() {
  const seconds = Math.ceil((ends - performance.now()) / 1000);
  if (shown.textContent !== words(seconds)) shown.textContent = words(seconds);
  for (const moment of [300, 60, 0]) {
    if (seconds > moment || announced.has(moment)) continue;
    announced.add(moment);
    said.textContent = words(seconds);
  }
  if (performance.now() > ends + MARGIN && !handingIn) over();
}

// A computer that slept, or whose clock runs fast, hears how it is. Resolves to the status, 0 without an answer.
async function ask() {
  try {
    const response = await fetch(place.dataset.clock, { headers: { Accept: "application/json" } });
    if (response.ok) {
      const state = await response.json();
      ends = performance.now() + (state.finished ? 0 : state.seconds_left) * 1000;
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = state.token;
    }
    return response.status;
  } catch {
    return 0;
  }
}

async function over() {
  handingIn = true;
  const status = await ask();
  const early = status === 200 && ends > performance.now();
  const before = [];
  if (!early && status) document.dispatchEvent(new CustomEvent("quiz:over", { detail: { before } }));
  const ready = !early && status && (await Promise.all(before)).every(Boolean);
  if (ready) {
    form.submit();
    return;
  }
  setTimeout(() => {
    handingIn = false;
  }, AGAIN);
}

document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
setInterval(look, 1000);
look();
