// Keeps the step and the block where a learner is reading, and shows the place in a long table of contents.
// Without JavaScript the last finished step is that place.
const step = document.querySelector("[data-left-off]");
const token = document.querySelector("input[name=csrfmiddlewaretoken]");
const blocks = [...document.querySelectorAll(".ldl-body > [id^='block-']")];
const SETTLED = 1500;

// The block at the top of the window, a little below the edge where a link to a block lets it begin; the first one is as good as the top of the page.
const visible = new Set();
let current = "";
let sent = null;
let timer = 0;

function send() {
  clearTimeout(timer);
  if (current === sent) {
    return;
  }
  sent = current;
  fetch(step.dataset.leftOff, {
    method: "POST",
    headers: { "X-CSRFToken": token.value },
    body: new URLSearchParams({ block_id: current }),
    keepalive: true,
  }).catch(() => {
    // Offline: the place is not kept this time; nothing else is lost.
    sent = null;
  });
}

function look(entries) {
  for (const entry of entries) {
    visible[entry.isIntersecting ? "add" : "delete"](entry.target);
  }
  const top = blocks.find((block) => visible.has(block));
  if (top) {
    current = top === blocks[0] ? "" : top.id.slice("block-".length);
  }
  clearTimeout(timer);
  timer = setTimeout(send, SETTLED);
}

if (step && token) {
  const observer = new IntersectionObserver(look, { rootMargin: "-64px 0px -75% 0px" });
  blocks.forEach((block) => observer.observe(block));
  timer = setTimeout(send, SETTLED);
  // A phone that is put away may never tell that the page closes.
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
  addEventListener("pagehide", send);
}

const contents = document.getElementById("ldl-contents");
const here = contents?.querySelector("[aria-current]");
if (here && contents.scrollHeight > contents.clientHeight) {
  const below = here.getBoundingClientRect().top - contents.getBoundingClientRect().top;
  contents.scrollTop = below - contents.clientHeight / 2;
}
