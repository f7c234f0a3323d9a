// Keeps the progress of what is made in the background up to date, and shows the page anew when it is ready.
const EVERY = 2000;

async function look(place) {
  try {
    const response = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const { done, total, waiting } = await response.json();
    if (!waiting) {
      location.reload();
      return;
    }
    const words = place.querySelector("[data-words]");
    const bar = place.querySelector("progress");
    if (total) {
      words.textContent = words.dataset.words.replace("{done}", done).replace("{total}", total);
      bar.max = total;
      bar.value = done;
    }
  } catch {
    // Without a connection: the next time.
  }
  setTimeout(look, EVERY, place);
}

for (const place of document.querySelectorAll("[data-progress]")) setTimeout(look, EVERY, place);
