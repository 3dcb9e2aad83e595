// The place of delivery while it is typed: an ARIA 1.2 combobox over the communes of today.
// Choosing one writes its full name and its code; without script a button finds the same list.
const PAUSE = 150;
const where = document.querySelector("[data-places]");
const input = where.querySelector("[name=place]");
const make = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const label = where.dataset.placesLabel;
const list = make("div", { id: "places", role: "listbox", class: "suggestions", "aria-label": label });
const status = make("p", { role: "status", class: "visually-hidden" });
const answers = new Map();
let options = [];
let active = -1;
let timer;
let request;

const activate = (number) => {
  options[active]?.setAttribute("aria-selected", "false");
  active = number;
  if (!options[number]) return input.removeAttribute("aria-activedescendant");
  options[number].setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", options[number].id);
  options[number].scrollIntoView({ block: "nearest" });
};

const close = () => {
  clearTimeout(timer);
  request?.abort();
  activate(-1);
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
};

// Whatever was chosen before gives way: one place, one code.
const forget = () => {
  for (const old of where.querySelectorAll("[data-chosen], [type=hidden][name=commune]")) old.remove();
  where.querySelector("[name=province]").value = "";
};

const choose = (place) => {
  forget();
  input.value = place.label;
  input.removeAttribute("aria-invalid");
  where.append(make("input", { type: "hidden", name: "commune", value: place.code }));
  status.textContent = place.label;
  close();
};

const option = (place, number) => {
  const made = make("a", { id: `place-${number}`, role: "option", "aria-selected": "false" });
  made.append(make("span", { class: "label" }, place.label));
  if (place.note) made.append(" ", make("span", { class: "note" }, place.note));
  made.addEventListener("click", () => choose(place));
  return made;
};

const show = (answer) => {
  activate(-1);
  options = answer.items.map(option);
  list.replaceChildren(make("div", { role: "presentation" }, ...options));
  list.hidden = !options.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  status.textContent = answer.status;
};

const ask = async (typed) => {
  request = new AbortController();
  const { signal } = request;
  try {
    const address = `${where.dataset.places}?q=${encodeURIComponent(typed)}`;
    const response = await fetch(address, { signal, headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(response.status);
    answers.set(typed, await response.json());
    if (typed === input.value.trim() && document.activeElement === input) show(answers.get(typed));
  } catch {
    if (!signal.aborted) close();
  }
};

const expect = (pause) => {
  clearTimeout(timer);
  request?.abort();
  const typed = input.value.trim();
  if (typed.length < 2) close();
  else if (answers.has(typed)) show(answers.get(typed));
  else timer = setTimeout(() => ask(typed), pause);
};

const keydown = (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const { key } = event;
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step) {
    event.preventDefault();
    const places = options.length + 1;
    if (list.hidden) expect(0);
    else activate(((active + 1 + step + places) % places) - 1);
  } else if (key === "Enter" && !list.hidden) {
    event.preventDefault();
    options[active < 0 ? 0 : active].click();
  } else if (key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  }
};

const roles = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-haspopup": "listbox" };
for (const [key, value] of Object.entries(roles)) input.setAttribute(key, value);
input.setAttribute("aria-controls", list.id);
input.setAttribute("aria-expanded", "false");
list.hidden = true;
const box = make("div", { class: "combo" });
input.replaceWith(box);
box.append(input, list, status);
input.addEventListener("input", () => {
  forget();
  expect(PAUSE);
});
input.addEventListener("keydown", keydown);
input.addEventListener("blur", close);
list.addEventListener("mousedown", (event) => event.preventDefault());
