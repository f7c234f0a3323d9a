// Keeps the place where a learner is reading. Without JavaScript the last finished step is that place.
const step = document.querySelector("[data-left-off]");
const token = document.querySelector("input[name=csrfmiddlewaretoken]");

if (step && token) {
  fetch(step.dataset.leftOff, {
    method: "POST",
    headers: { "X-CSRFToken": token.value },
    keepalive: true,
  }).catch(() => {
    // Offline: the place is not kept this time; nothing else is lost.
  });
}
