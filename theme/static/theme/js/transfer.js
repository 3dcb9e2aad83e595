// Smooths the page of a transfer, which works without: lets the clock tick, and looks by itself whether the
// money is there: often at first, then ever more seldom, and never in a hidden tab.
const FIRST = 2000;
const LONGEST = 60000;

const live = document.createElement("p");
live.className = "visually-hidden";
live.setAttribute("role", "status");
document.querySelector("main").append(live);

function start() {
  const box = document.querySelector("[data-transfer]");
  if (!box) return;
  for (const button of box.querySelectorAll("[data-copy]"))
    button.hidden = !navigator.clipboard;
  tick(box.querySelector("[data-until]"));
  watch(box, FIRST);
}

function tick(time) {
  if (!time?.isConnected) return;
  const left = Math.max(0, time.dataset.until - Math.floor(Date.now() / 1000));
  const parts = [left / 3600, (left / 60) % 60, left % 60];
  const text = parts
    .map((part) => String(Math.floor(part)).padStart(2, "0"))
    .join(":");
  time.nextElementSibling.textContent = `(${time.dataset.left} ${text})`;
  if (left) setTimeout(tick, 1000, time);
}

function watch(box, pause) {
  setTimeout(async () => {
    if (!box.isConnected) return;
    if (document.hidden) {
      addEventListener("visibilitychange", () => watch(box, 0), { once: true });
      return;
    }
    const text = box.querySelector("[data-transfer-text]");
    text.dataset.words ??= text.textContent;
    try {
      const answer = await fetch(box.dataset.status);
      if (!answer.ok) throw new Error(answer.status);
      const status = await answer.json();
      if (status.version !== box.dataset.version) return await renew(status);
      text.textContent = text.dataset.words;
    } catch {
      text.textContent = box.dataset.failed;
    }
    watch(box, Math.min(LONGEST, Math.max(FIRST, pause * 1.25)));
  }, pause);
}

// Shows the page as it is now, where the reader is, and says what has happened.
async function renew(status) {
  const answer = await fetch(location.href);
  if (!answer.ok) throw new Error(answer.status);
  const fresh = new DOMParser().parseFromString(
    await answer.text(),
    "text/html",
  );
  document
    .querySelector("main > .page")
    .replaceWith(fresh.querySelector("main > .page"));
  live.textContent = status.text;
  start();
}

start();
