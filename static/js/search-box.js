/* Suggestions under the search field while somebody types. Without this script the form is an ordinary form. */

const WAIT = 120;

/** Text with its runs of Hangul marked as Korean, as the server does on pages. */
const marked = (text) => text.split(/([ㄱ-ㆎ가-힣]+(?: [ㄱ-ㆎ가-힣]+)*)/).map((part, at) => (at % 2 ? element("span", { lang: "ko" }, part) : part));

class SearchBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.answers = new Map();
    this.options = [];
    this.active = -1;
    this.buildList();
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("focus", () => this.typed());
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.close());
    // Pressing the mouse on a suggestion must not take the focus, or the list would close under it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  buildList() {
    const id = `${this.input.id}-suggestions`;
    this.list = element("ul", { id, role: "listbox", "aria-label": this.dataset.label, class: "search-box__list" });
    this.list.hidden = true;
    this.status = element("p", { role: "status", class: "visually-hidden" });
    this.querySelector("form").append(this.list, this.status);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
  }

  get text() {
    return this.input.value.trim();
  }

  typed() {
    clearTimeout(this.timer);
    if (!this.text) return this.close();
    if (this.text === this.shown) return;
    this.timer = setTimeout(() => this.suggest(this.text), this.answers.has(this.text) ? 0 : WAIT);
  }

  async suggest(text) {
    if (!this.answers.has(text)) {
      const answer = await fetch(`${this.dataset.suggestions}?q=${encodeURIComponent(text)}`).catch(() => null);
      if (!answer?.ok) return;
      this.answers.set(text, await answer.json());
    }
    // An answer that comes late, after more was typed or the field was left, is of no use.
    if (text === this.text && this.contains(document.activeElement)) this.show(text, this.answers.get(text));
  }

  show(text, [, titles, details, addresses, { hangul }]) {
    const found = titles.map((title, at) => [title, details[at], new URL(addresses[at]).pathname, hangul[at]]);
    const all = [`${this.dataset.all} “${text}”`, "", `${this.querySelector("form").action}?q=${encodeURIComponent(text)}`, ""];
    this.options = (found.length ? [...found, all] : []).map((suggestion, at) => this.option(at, ...suggestion));
    this.list.replaceChildren(...this.options.map((option) => element("li", { role: "presentation" }, option)));
    this.status.textContent = found.length ? `${this.dataset.some} ${found.length}` : this.dataset.none;
    this.shown = text;
    this.activate(-1);
    this.open(found.length > 0 && text !== this.dismissed);
  }

  option(at, title, detail, href, hangul) {
    const words = element("span", { class: "search-box__title" }, ...marked(title));
    if (hangul) words.append(" ", element("span", { class: "hangul", lang: "ko" }, hangul));
    const link = element("a", { id: `${this.list.id}-${at}`, role: "option", href, tabindex: "-1", "aria-selected": "false" }, words);
    if (detail) link.append(" ", element("span", { class: "search-box__detail" }, ...marked(detail)));
    return link;
  }

  pressed(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.options.length && this.shown === this.text) {
      event.preventDefault();
      const places = this.options.length + 1; // one more for the field itself
      const next = this.list.hidden ? (step > 0 ? 0 : places - 2) : ((this.active + 1 + step + places) % places) - 1;
      this.open(true);
      this.activate(next);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.options[this.active].click();
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.dismissed = this.text; // what is still on its way for this text does not open the list again
      this.open(false);
    }
  }

  activate(at) {
    this.active = at;
    this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", this.options[at].id);
    this.options[at].scrollIntoView({ block: "nearest" });
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) this.activate(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.shown = this.dismissed = "";
    this.open(false);
  }
}

function element(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

customElements.define("search-box", SearchBox);
