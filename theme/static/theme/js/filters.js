// Filters, chips and order take effect at once, and on phones the filters open as a sheet.
// htmx exchanges the parts (storefront/listing/results.html says which); here is what it leaves to the page.
const form = document.querySelector("form[data-auto]");
const top = document.getElementById("san-pham");
const sheet = document.createElement("dialog");
const phone = matchMedia("(max-width: 859px)");
const folds = () => [...form.querySelectorAll("[data-facet]")];
let open = new Map();
let within = false;

form.addEventListener("htmx:beforeRequest", () =>
  top.setAttribute("aria-busy", "true"),
);
form.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful) top.removeAttribute("aria-busy");
});

// What was folded open stays open, and the keyboard stays in the list when its link is gone.
form.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.serverResponse.includes('id="found"')) {
    detail.shouldSwap = false;
    location.assign(detail.xhr.responseURL);
  }
  open = new Map(folds().map((fold) => [fold.dataset.facet, fold.open]));
  within = form.contains(document.activeElement);
});
form.addEventListener("htmx:oobAfterSwap", () => {
  for (const fold of folds())
    fold.open = open.get(fold.dataset.facet) ?? fold.open;
});
form.addEventListener("htmx:afterSettle", () => {
  if (within && !form.contains(document.activeElement))
    (sheet.open ? sheet : top).focus({ preventScroll: true });
});

// Without a connection (basket.js says so) the choices go back to what the list shows.
form.addEventListener("htmx:sendError", () => {
  top.removeAttribute("aria-busy");
  if (sheet.open) sheet.close();
  form.reset();
});
// Without an answer the page is asked for as if there were no script.
for (const failure of ["responseError", "timeout"]) {
  form.addEventListener(`htmx:${failure}`, ({ detail }) =>
    location.assign(detail.pathInfo.finalRequestPath),
  );
}

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
