// Filters, chips and order take effect at once, and on phones the filters open as a sheet.
// Every address is the one the page has without script; only what is marked data-live is exchanged.
const form = document.querySelector("form[data-auto]");
const top = document.getElementById("san-pham");
const sheet = document.createElement("dialog");
const phone = matchMedia("(max-width: 859px)");
let shown = location.pathname + location.search;
let request;

const live = (root) => new Map([...root.querySelectorAll("[data-live]")].map((part) => [part.dataset.live, part]));

async function visit(address, { remember = true } = {}) {
  request?.abort();
  request = new AbortController();
  const { signal } = request;
  top.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const parts = live(page);
    if (!response.ok || !parts.size) throw new Error(response.status);
    exchange(parts);
    document.title = page.title;
    shown = address.replace(location.origin, "");
    if (remember) history.pushState(null, "", address);
  } catch {
    if (signal.aborted) return;
    location.assign(address);
  }
  top.removeAttribute("aria-busy");
}

// What was folded open stays open, and the keyboard stays where it was.
function exchange(parts) {
  const folds = new Map([...form.querySelectorAll("[data-facet]")].map((fold) => [fold.dataset.facet, fold.open]));
  const { name, value, id } = document.activeElement;
  const within = document.activeElement.closest("[data-live]");
  for (const [key, part] of live(document)) {
    const fresh = parts.get(key);
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }
  for (const fold of form.querySelectorAll("[data-facet]")) fold.open = folds.get(fold.dataset.facet) ?? fold.open;
  if (!within) return;
  const same = [...form.elements].find((each) => name && each.name === name && (each.value === value || each.type === "number"));
  (same ?? document.getElementById(id) ?? (sheet.open ? sheet : top)).focus({ preventScroll: true });
}

function asked() {
  const address = new URL(form.action);
  address.hash = "";
  address.search = new URLSearchParams(new FormData(form));
  return address.href;
}

form.addEventListener("change", () => visit(asked()));

form.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-live-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  visit(link.href);
});

window.addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) visit(location.href.split("#")[0], { remember: false });
});

function openAsSheet(filters) {
  const summary = filters.querySelector("summary");
  const sets = filters.querySelector(".sets");
  sheet.className = "sheet";
  sheet.setAttribute("aria-label", summary.textContent.trim());
  filters.after(sheet);

  summary.addEventListener("click", (event) => {
    if (!phone.matches) return;
    event.preventDefault();
    sheet.append(sets);
    sheet.showModal();
  });

  sheet.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (event.target !== sheet && !button) return;
    event.preventDefault();
    sheet.close();
    if (button && !("close" in button.dataset)) top.scrollIntoView();
  });
  sheet.addEventListener("close", () => filters.append(sets));
  phone.addEventListener("change", () => sheet.open && sheet.close());
}

const filters = form.querySelector(".filters");
if (filters) openAsSheet(filters);
form.classList.add("live");
