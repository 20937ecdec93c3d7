// <markdown-editor>: toolbar, shortcuts and live preview around a textarea that works without them.
// Tab always leaves the textarea. Rows that the admin adds later start by themselves, its template row never.

const QUIET_MS = 400;
const PREFIXED = /^(\s*(?:[-*+>]|\d+[.)]|#{1,6})\s+)(.*)$/;
const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

class MarkdownEditor extends HTMLElement {
  connectedCallback() {
    if (this.area || this.closest(".empty-form")) return;
    this.area = this.querySelector("textarea");
    this.toolbar = this.querySelector(".me-toolbar");
    this.ask = this.querySelector(".me-ask");
    this.progress = this.querySelector(".me-progress");
    this.episode = this.querySelector(".me-episode");
    this.startToolbar();
    this.startAsk();
    this.startPreview();
  }

  // --- Changing the text ---------------------------------------------------------------------------------

  get selection() {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    return { start, end, text: value.slice(start, end) };
  }

  /** Put `text` in the place of start..end and select from..to of it. Can be undone with Ctrl+Z. */
  replace(start, end, text, from = text.length, to = from) {
    this.area.focus();
    this.area.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, text)) {
      this.area.setRangeText(text);
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.area.setSelectionRange(start + from, start + to);
  }

  /** Insert a block of its own at the cursor. */
  insertBlock(text) {
    const { value, selectionEnd: at } = this.area;
    const before = value.slice(0, at);
    const lead = !before.trim() ? "" : before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const tail = value.slice(at).startsWith("\n\n") ? "" : value.slice(at).startsWith("\n") ? "\n" : "\n\n";
    this.replace(at, at, lead + text + tail);
  }

  surround(mark) {
    const { start, end, text } = this.selection;
    const stars = (string) => string.match(/^\**/)[0].length;
    const reversed = [...this.area.value.slice(Math.max(0, start - 3), start)].reverse().join("");
    const around = Math.min(stars(reversed), stars(this.area.value.slice(end, end + 3)));
    const marked = mark.length === 2 ? around >= 2 : around % 2 === 1;
    if (marked) this.replace(start - mark.length, end + mark.length, text, 0, text.length);
    else this.replace(start, end, mark + text + mark, mark.length, mark.length + text.length);
  }

  prefixLines(prefix, empty = "") {
    const { value, selectionStart, selectionEnd } = this.area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const newline = value.indexOf("\n", selectionEnd);
    const end = newline < 0 ? value.length : newline;
    const lines = (value.slice(start, end) || empty).split("\n");
    const all = lines.every((line) => line.startsWith(prefix));
    const text = lines.map((line) => (all ? line.slice(prefix.length) : prefix + line)).join("\n");
    this.replace(start, end, text, lines.length > 1 ? 0 : text.length, text.length);
  }

  insertLink() {
    const { start, end, text } = this.selection;
    const isAddress = /^https?:\/\/\S+$/.test(text);
    const label = isAddress || !text ? this.dataset.link : text;
    const address = isAddress ? text : "https://";
    const at = isAddress ? 1 : label.length + 3;
    this.replace(start, end, `[${label}](${address})`, at, at + (isAddress ? label : address).length);
  }

  /** A passage ends with its paragraph or list item, so each one selected becomes a passage of its own. */
  hide(episode) {
    const { start, end, text } = this.selection;
    const open = episode ? `||${episode}: ` : "||";
    const wrap = (words) => words.replace(/^(\s*)(.*?)(\s*)$/s, (_, a, inner, z) => (inner ? `${a}${open}${inner}||${z}` : words));
    const block = (part) => {
      const lines = part.split("\n");
      if (!lines.some((line) => PREFIXED.test(line))) return wrap(part);
      return lines.map((line) => (PREFIXED.test(line) ? line.replace(PREFIXED, (_, mark, rest) => mark + wrap(rest)) : wrap(line))).join("\n");
    };
    const hidden = (text.trim() ? text : this.dataset.passage).split(/(\n\s*\n)/).map(block).join("");
    this.replace(start, end, hidden, text.trim() ? hidden.length : open.length, hidden.length - (text.trim() ? 0 : 2));
  }

  format(name) {
    const does = {
      bold: () => this.surround("**"),
      italic: () => this.surround("*"),
      link: () => this.insertLink(),
      heading: () => this.prefixLines("## ", this.dataset.heading),
      quote: () => this.prefixLines("> "),
      spoiler: () => this.openAsk(),
      picture: () => this.dispatchEvent(new CustomEvent("markdown-choose-picture")),
    };
    does[name]();
  }

  // --- Toolbar and shortcuts -----------------------------------------------------------------------------

  startToolbar() {
    const buttons = [...this.toolbar.querySelectorAll("button")];
    this.shortcuts = new Map();
    for (const button of buttons) {
      button.tabIndex = button === buttons[0] ? 0 : -1;
      button.addEventListener("click", () => this.format(button.dataset.format));
      if (!button.dataset.key) continue;
      this.shortcuts.set(button.dataset.key, button.dataset.format);
      const keys = button.dataset.key.split("+").map((key) => key[0].toUpperCase() + key.slice(1));
      button.setAttribute("aria-keyshortcuts", [APPLE ? "Meta" : "Control", ...keys].join("+"));
      const shown = document.createElement("kbd");
      shown.ariaHidden = "true";
      shown.textContent = [APPLE ? "⌘" : "Ctrl", ...keys].join(" ");
      button.append(" ", shown);
    }
    // One stop for the Tab key; arrows move inside, as in every toolbar.
    this.toolbar.addEventListener("keydown", (event) => {
      const at = buttons.indexOf(event.target);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = buttons.at(to % buttons.length);
      buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
      next.focus();
    });
    this.area.addEventListener("keydown", (event) => {
      if (!(APPLE ? event.metaKey : event.ctrlKey) || event.altKey || event.isComposing) return;
      // With a Korean layout the key says ㅠ; its place on the keyboard still says B.
      const latin = /^[a-z]$/i.test(event.key) ? event.key : event.code.replace(/^Key/, "").replace("Period", ".");
      const name = this.shortcuts.get((event.shiftKey ? "shift+" : "") + latin.toLowerCase());
      if (!name) return;
      event.preventDefault();
      this.format(name);
    });
    this.toolbar.setAttribute("aria-controls", this.area.id);
    this.toolbar.hidden = false;
  }

  startAsk() {
    const number = this.ask.querySelector("input");
    const answer = (yes) => {
      if (yes && !number.reportValidity()) return;
      this.ask.hidden = true;
      this.area.focus();
      if (yes) this.hide(number.value);
    };
    this.ask.addEventListener("click", ({ target }) => target.dataset.answer && answer(target.dataset.answer === "yes"));
    this.ask.addEventListener("keydown", (event) => {
      if (event.key === "Escape") answer(false);
      if (event.key !== "Enter" || event.target !== number) return;
      event.preventDefault();
      answer(true);
    });
  }

  openAsk() {
    const number = this.ask.querySelector("input");
    number.value = ""; // the last answer, taken by mistake, could show too early what this passage tells
    this.ask.hidden = false;
    number.focus();
  }

  // --- Preview -------------------------------------------------------------------------------------------

  startPreview() {
    const pane = this.querySelector(".me-preview");
    this.page = this.querySelector(".me-page");
    const later = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.refresh(), QUIET_MS);
    };
    this.area.addEventListener("input", later);
    this.area.addEventListener("focus", () => this.refresh());
    this.progress.addEventListener("change", () => {
      this.episode.hidden = this.progress.value !== "n";
      this.refresh();
    });
    this.episode.addEventListener("input", later);
    this.area.form?.addEventListener("change", ({ target }) => target === this.scopeField && this.refresh());
    // A link would leave the page and the unsaved text; a gate opens here.
    this.page.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      event.preventDefault();
      const seen = link.classList.contains("passage-gate") && new URLSearchParams(link.search).get("seen");
      if (seen) this.showFor(seen);
      else open(link.href, "_blank", "noopener");
    });
    pane.hidden = false;
    new IntersectionObserver(([entry]) => {
      this.inView = entry.isIntersecting;
      if (this.inView) this.refresh();
    }).observe(this);
  }

  showFor(seen) {
    this.progress.value = seen === "all" ? "all" : "n";
    this.episode.value = seen === "all" ? this.episode.value : seen;
    this.progress.dispatchEvent(new Event("change"));
  }

  /** The field beside this one that says what the whole text spoils. */
  get scopeField() {
    return this.area.form?.elements[this.area.name.replace(/[^-]+$/, "spoils_through")];
  }

  async refresh(force = false) {
    if (!this.inView && !this.contains(document.activeElement)) return;
    const seen = this.progress.value === "n" ? this.episode.value || "0" : this.progress.value;
    const question = { content: this.area.value, seen, scope: this.scopeField?.value ?? "" };
    const asked = JSON.stringify(question);
    if (asked === this.asked && !force) return;
    this.asked = asked;
    this.pending?.abort();
    this.pending = new AbortController();
    try {
      const blank = !question.content.trim();
      const { html, pictures } = blank ? { html: "", pictures: [] } : await this.post(this.dataset.previewUrl, question, this.pending.signal);
      this.page.innerHTML = html; // from the site's own sanitiser
      this.page.classList.toggle("me-page-of-writer", !seen);
      if (this.failed) this.say("");
      this.failed = false;
      this.dispatchEvent(new CustomEvent("markdown-previewed", { detail: pictures }));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.asked = null;
      this.failed = true;
      this.say(error.message);
    }
  }

  // --- Talking to the server and to the writer -----------------------------------------------------------

  /** POST fields; gives the JSON answer, or throws an Error with a readable message and `fields`. */
  async post(address, fields, signal) {
    const body = new FormData();
    Object.entries(fields).forEach(([name, value]) => body.append(name, value));
    const token = (this.area.form ?? document).querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const response = await fetch(address, { method: "POST", body, signal, headers: { "X-CSRFToken": token } }).catch((error) => {
      throw error.name === "AbortError" ? error : new Error(this.dataset.offline);
    });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJson ? await response.json() : {};
    if (response.ok && isJson) return answer;
    throw Object.assign(new Error(answer.error ?? this.dataset.refused), { fields: answer.errors ?? {} });
  }

  say(message) {
    const place = this.querySelector(".me-error");
    place.textContent = message;
    place.hidden = !message;
  }
}

customElements.define("markdown-editor", MarkdownEditor);
