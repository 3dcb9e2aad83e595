// A text field with suggestions: an ARIA 1.2 combobox with a listbox popup.
// Every word shown comes from the server; without script both forms work by their buttons.
const CACHED_ANSWERS = 60;

function createElement(name, attributes, ...children) {
  const element = document.createElement(name);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

function setAttributes(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
}

class Combobox {
  // What a kind of field may set: a pause in typing (ms) before the server is asked, the fewest
  // letters worth asking for, and whether one of the options has to be chosen: then Enter on none
  // marks the first instead of sending the form.
  pause = 120;
  fewestLetters = 1;
  mustChoose = false;

  answers = new Map();
  options = [];
  active = -1;

  constructor(input, url, id, label) {
    this.input = input;
    this.url = url;
    this.list = createElement("div", {
      id,
      role: "listbox",
      class: "suggestions",
      "aria-label": label,
    });
    this.list.hidden = true;
    this.status = createElement("p", {
      role: "status",
      class: "visually-hidden",
    });
    setAttributes(input, {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-controls": id,
      "aria-expanded": "false",
    });
    // Vietnamese keyboards compose nearly every word: suggestions follow the text while it is being
    // composed, but the keys stay the keyboard's own (see keydown) and the text is never rewritten.
    input.addEventListener("input", () => this.suggest());
    input.addEventListener("keydown", (event) => this.keydown(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    window.addEventListener("pagehide", () => this.close());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  get text() {
    return this.input.value.trim();
  }

  // What Enter takes.
  get entered() {
    return this.options[this.active];
  }

  // Shows what is known at once, asks for the rest after a pause in typing.
  suggest(pause = this.pause) {
    this.stop();
    const { text } = this;
    const answer = this.answers.get(text);
    if (text.length < this.fewestLetters) this.close();
    else if (answer) this.show(answer);
    else this.timer = setTimeout(() => this.ask(text), pause);
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async ask(text) {
    this.request = new AbortController();
    const { signal } = this.request;
    try {
      const response = await fetch(
        `${this.url}?q=${encodeURIComponent(text)}`,
        { signal, headers: { accept: "application/json" } },
      );
      if (!response.ok) throw new Error(response.status);
      const answer = await response.json();
      if (this.answers.size >= CACHED_ANSWERS) {
        this.answers.delete(this.answers.keys().next().value);
      }
      this.answers.set(text, answer);
      const isAwaited = document.activeElement === this.input;
      if (text === this.text && isAwaited) this.show(answer);
    } catch {
      if (!signal.aborted) this.close();
    }
  }

  show(answer) {
    this.activate(-1);
    this.options = [];
    this.list.replaceChildren(...this.contents(answer));
    this.list.scrollTop = 0;
    this.list.hidden = !this.options.length;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    this.status.textContent = answer.status;
  }

  // One option of the list: the hits of the text marked, a note beside it.
  option({ label, parts, note }, attributes) {
    const name = createElement("span", { class: "label" });
    for (const [text, isHit] of parts?.length ? parts : [[label]]) {
      name.append(isHit ? createElement("mark", {}, text) : text);
    }
    const option = createElement(
      "a",
      {
        id: `${this.list.id}-option-${this.options.length}`,
        role: "option",
        "aria-selected": "false",
        ...attributes,
      },
      name,
    );
    if (note) {
      option.append(" ", createElement("span", { class: "note" }, note));
    }
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
    const { altKey, key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (altKey && key === "ArrowUp") this.close();
      else if (!this.isOpen) this.suggest(0);
      else if (!altKey) this.move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter" && this.isOpen && this.entered) {
      event.preventDefault();
      this.entered.click();
    } else if (key === "Enter" && this.isOpen && this.mustChoose) {
      event.preventDefault();
      this.activate(0);
    } else if (key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.close();
    } else if (
      ["Home", "End", "ArrowLeft", "ArrowRight"].includes(key) &&
      !this.mustChoose
    ) {
      this.activate(-1);
    }
  }
}

// Under the search field: links to pages, in groups, and one to all results.
class SearchCombobox extends Combobox {
  constructor(form) {
    const input = form.querySelector("input[type=search]");
    const { suggest, suggestLabel } = form.dataset;
    super(input, suggest, `${input.id}-suggestions`, suggestLabel);
    form.append(this.list, this.status);
    form.addEventListener("submit", () => this.close());
  }

  contents({ sections, all }) {
    const groups = sections.map((section, number) =>
      this.group(section, number),
    );
    const [first, ...rest] = groups;
    const isSplit = sections[0]?.kind === "product" && rest.length > 0;
    const halves = isSplit ? [[first], rest] : [groups];
    const columns = halves.map((half) =>
      createElement("div", { role: "presentation" }, ...half),
    );
    this.list.classList.toggle("halves", isSplit);
    return [
      createElement(
        "div",
        { role: "presentation", class: "columns" },
        ...columns,
      ),
      ...(sections.length ? [this.link(all)] : []),
    ];
  }

  group({ kind, label, items }, number) {
    const id = `${this.list.id}-${number}`;
    return createElement(
      "div",
      { role: "group", "aria-labelledby": id, "data-kind": kind },
      createElement("p", { id, role: "presentation" }, label),
      ...items.map((item) => this.link(item)),
    );
  }

  link(item) {
    return this.option(item, { href: item.url, tabindex: "-1" });
  }
}

// The place of delivery: choosing a commune of today writes its full name and its code, and keeps
// the words that led to it. Words that mean one place only are taken by Enter, others ask.
class CommuneCombobox extends Combobox {
  pause = 150;
  fewestLetters = 2;
  mustChoose = true;
  searched = "";
  isSole = false;

  constructor(where) {
    const input = where.querySelector("[name=place]");
    const { places, placesLabel } = where.dataset;
    super(input, places, "places", placesLabel);
    this.where = where;
    const box = createElement("div", { class: "combo" });
    input.replaceWith(box);
    box.append(input, this.list, this.status);
    input.addEventListener("input", () => this.forget());
  }

  get entered() {
    return super.entered ?? (this.isSole ? this.options[0] : undefined);
  }

  show(answer) {
    this.searched = this.text;
    this.isSole = answer.sole;
    super.show(answer);
  }

  contents({ items, message }) {
    const options = items.map((place) => {
      const option = this.option(place, {});
      option.addEventListener("click", () => this.choose(place));
      return option;
    });
    const said = createElement("p", { role: "presentation" }, message);
    const parts = message ? [said, ...options] : options;
    return [createElement("div", { role: "presentation" }, ...parts)];
  }

  choose({ label, code }) {
    this.forget();
    this.input.value = label;
    this.input.removeAttribute("aria-invalid");
    this.where.append(
      createElement("input", { type: "hidden", name: "commune", value: code }),
    );
    this.where.querySelector("[name=place_searched]").value = this.searched;
    this.close();
    this.status.textContent = label;
  }

  // Whatever was chosen before gives way: one place, one code.
  forget() {
    const chosen = "[data-chosen], [type=hidden][name=commune]";
    for (const old of this.where.querySelectorAll(chosen)) old.remove();
    this.where.querySelector("[name=province]").value = "";
    this.where.querySelector("[name=place_searched]").value = "";
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) {
  new SearchCombobox(form);
}
for (const where of document.querySelectorAll("[data-places]")) {
  new CommuneCombobox(where);
}
