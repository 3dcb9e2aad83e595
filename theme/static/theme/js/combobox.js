// Suggestions under the search field: an ARIA 1.2 combobox with a listbox popup.
// Every word shown comes from the server; without script the form simply searches.
const PAUSE = 120;
const KEPT = 60;

const make = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

class Combobox {
  answers = new Map();
  options = [];
  active = -1;

  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    const id = `${this.input.id}-suggestions`;
    this.list = make("div", { id, role: "listbox", class: "suggestions", "aria-label": form.dataset.suggestLabel });
    this.status = make("p", { role: "status", class: "visually-hidden" });
    this.list.hidden = true;
    form.append(this.list, this.status);
    const roles = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-haspopup": "listbox" };
    for (const [key, value] of Object.entries(roles)) this.input.setAttribute(key, value);
    this.input.setAttribute("aria-controls", id);
    this.input.setAttribute("aria-expanded", "false");
    this.listen();
  }

  listen() {
    // Vietnamese keyboards compose nearly every word: suggestions follow the text while it is being
    // composed, but the keys stay the keyboard's own (see keydown) and the text is never rewritten.
    this.input.addEventListener("input", () => this.expect(PAUSE));
    this.input.addEventListener("keydown", (event) => this.keydown(event));
    this.form.addEventListener("submit", () => this.close());
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    window.addEventListener("pagehide", () => this.close());
  }

  get open() {
    return !this.list.hidden;
  }

  get typed() {
    return this.input.value.trim();
  }

  // Shows what is known at once, asks for the rest after a pause in typing.
  expect(pause) {
    this.stop();
    const { typed } = this;
    const known = this.answers.get(typed);
    if (!typed) this.close();
    else if (known) this.show(known);
    else this.timer = setTimeout(() => this.ask(typed), pause);
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async ask(typed) {
    this.request = new AbortController();
    const { signal } = this.request;
    try {
      const address = `${this.form.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const response = await fetch(address, { signal, headers: { accept: "application/json" } });
      if (!response.ok) throw new Error(response.status);
      const answer = await response.json();
      if (this.answers.size >= KEPT) this.answers.delete(this.answers.keys().next().value);
      this.answers.set(typed, answer);
      if (typed === this.typed && document.activeElement === this.input) this.show(answer);
    } catch {
      if (!signal.aborted) this.close();
    }
  }

  show({ sections, all, status }) {
    this.options = [];
    this.activate(-1);
    const groups = sections.map((section, number) => this.group(section, number));
    const [first, ...rest] = groups;
    const halves = sections[0]?.kind === "product" && rest.length ? [[first], rest] : [groups];
    const columns = halves.map((half) => make("div", { role: "presentation" }, ...half));
    const last = sections.length ? [this.option(all)] : [];
    this.list.replaceChildren(make("div", { role: "presentation", class: "columns" }, ...columns), ...last);
    this.list.classList.toggle("halves", halves.length > 1);
    this.list.scrollTop = 0;
    this.list.hidden = !sections.length;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.status.textContent = status;
  }

  group({ kind, label, items }, number) {
    const id = `${this.list.id}-${number}`;
    const heading = make("p", { id, role: "presentation" }, label);
    const attributes = { role: "group", "aria-labelledby": id, "data-kind": kind };
    return make("div", attributes, heading, ...items.map((item) => this.option(item)));
  }

  option({ label, parts, url, note }) {
    const name = make("span", { class: "label" });
    for (const [text, hit] of parts.length ? parts : [[label]]) name.append(hit ? make("mark", {}, text) : text);
    const id = `${this.list.id}-option-${this.options.length}`;
    const attributes = { id, role: "option", href: url, tabindex: "-1", "aria-selected": "false" };
    const option = make("a", attributes, name);
    if (note) option.append(" ", make("span", { class: "note" }, note));
    this.options.push(option);
    return option;
  }

  activate(number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  // The field itself is one place of the ring: after the last suggestion comes what was typed.
  move(step) {
    const places = this.options.length + 1;
    this.activate(((this.active + 1 + step + places) % places) - 1);
  }

  close() {
    this.stop();
    this.activate(-1);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
  }

  keydown(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (event.altKey && key === "ArrowUp") this.close();
      else if (!this.open) this.expect(0);
      else if (!event.altKey) this.move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter" && this.options[this.active]) {
      event.preventDefault();
      this.options[this.active].click();
    } else if (key === "Escape" && this.open) {
      event.preventDefault();
      this.close();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) {
      this.activate(-1);
    }
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Combobox(form);
