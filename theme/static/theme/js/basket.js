// What is in the basket: pages that everyone is shown know nothing of it, so the count comes apart.
// Asked for only where something was put into a basket before.
const KEY = "basket";
const SHOWN_SECONDS = 12;
const ADDED_SECONDS = 3;
const message = document.getElementById("basket-message");
const badge = () => document.getElementById("basket-count");

function remember() {
  try {
    if (!badge().firstElementChild) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "1");
  } catch {
    /* a browser that keeps nothing asks nothing */
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

async function renew() {
  const { from } = badge().dataset;
  if (!from) return remember();
  if (!remembered()) return;
  try {
    const response = await fetch(from);
    if (!response.ok) return;
    badge().outerHTML = await response.text();
    badge().dataset.from = from;
    remember();
  } catch {
    /* without a connection the link alone leads to the basket */
  }
}

// What is said goes away by itself, unless somebody is about to press its link.
let timer;
function fade() {
  if (message.matches(":hover, :focus-within")) timer = setTimeout(fade, 1000);
  else message.replaceChildren();
}

// The keyboard stays on the button that was pressed, and that button says that it has worked.
let pressed = null;
document.addEventListener("submit", ({ target, submitter }) => {
  if (target.matches("form.buy")) pressed = submitter;
});
function sayAdded(button) {
  const { added } = button.form.dataset;
  if (!added || button.dataset.words) return;
  button.dataset.words = button.textContent;
  button.style.minWidth = `${button.offsetWidth}px`;
  button.textContent = `✓ ${added}`;
  setTimeout(() => {
    button.textContent = button.dataset.words;
    button.style.minWidth = "";
    delete button.dataset.words;
  }, ADDED_SECONDS * 1000);
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== message) return;
  remember();
  clearTimeout(timer);
  timer = setTimeout(fade, SHOWN_SECONDS * 1000);
  if (pressed?.matches(".button") && message.querySelector(".success")) {
    sayAdded(pressed);
  }
});
// Without an answer the form is sent as if there were no script; without a connection there is no
// page to be led to, so this one stays and says so.
document.addEventListener("htmx:sendError", () => {
  const toast = document.createElement("p");
  toast.className = "toast error";
  toast.textContent = message.dataset.cut;
  message.replaceChildren(toast);
  clearTimeout(timer);
});
for (const failure of ["responseError", "timeout"]) {
  document.addEventListener(
    `htmx:${failure}`,
    ({ target }) => target.matches("form.buy") && target.submit(),
  );
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (message.contains(document.activeElement)) pressed?.focus();
  message.replaceChildren();
});
window.addEventListener("pageshow", (event) => event.persisted && renew());
renew();
