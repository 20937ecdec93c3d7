// What is typed into a long form is kept in this browser until it is saved, and offered after a crash.
// Nothing leaves the browser; what is older than a week, or was saved, is dropped. Only the server knows what it saved:
// a cookie names the forms (`_form`) that it took.

const QUIET_MS = 800;
const WEEK_MS = 7 * 24 * 3600 * 1000;

const plain = (text) => text.replaceAll("\r\n", "\n").trim();
const savedForms = () => document.cookie.match(/(?:^|; )saved_forms=([^;]*)/)?.[1].split(".") ?? [];
const isText = (control) => control.matches("textarea, input[type=text], input:not([type])");

class KeptForm {
  constructor(form, bar) {
    this.form = form;
    this.bar = bar;
    this.key = `kept-form:${bar.dataset.user}:${location.pathname}`;
    this.offer(this.read());
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("submit", () => this.write());
    addEventListener("pagehide", () => this.timer && this.write());
  }

  get controls() {
    return [...this.form.elements].filter((control) => control.name && !/csrf|__prefix__|^_|file/.test(`${control.name} ${control.type}`));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), QUIET_MS);
  }

  write() {
    clearTimeout(this.timer);
    this.timer = null;
    const fields = this.controls.map((control) => [control.name, /checkbox|radio/.test(control.type) ? control.checked : control.value]);
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), form: this.form.elements._form.value, fields }));
    } catch {
      // Full or forbidden: typing goes on all the same.
    }
  }

  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      if (kept && Date.now() - kept.at < WEEK_MS && !savedForms().includes(kept.form)) return kept;
    } catch {
      // Nothing that can be read is nothing.
    }
    this.drop();
    return null;
  }

  drop() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Without storage nothing was kept.
    }
  }

  /** Ask only if something typed then stands nowhere in the form now. */
  offer(kept) {
    if (!kept) return;
    const now = new Set(this.controls.map((control) => plain(String(control.value))));
    const texts = new Set(this.controls.filter(isText).map((control) => control.name));
    const lost = kept.fields.filter(([name, value]) => typeof value === "string" && plain(value) && (texts.has(name) || /-(?:body|heading)$/.test(name)) && !now.has(plain(value)));
    if (!lost.length) {
      // All of it is in the form: it was saved, or it came back with the errors and is still nowhere else.
      if (document.querySelector(".errornote")) this.write();
      else this.drop();
      return;
    }
    this.bar.querySelector("time").textContent = new Date(kept.at).toLocaleString();
    this.bar.hidden = false;
    this.bar.querySelector("[data-kept=restore]").addEventListener("click", () => this.restore(kept));
    this.bar.querySelector("[data-kept=drop]").addEventListener("click", () => {
      this.drop();
      this.bar.hidden = true;
    });
  }

  restore(kept) {
    const stored = new Map(kept.fields);
    const names = this.rowNames(stored);
    for (const [name, value] of kept.fields) {
      if (/(?:TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|-id$/.test(name)) continue;
      const prefix = name.match(/^(\w+-\d+)-/)?.[1];
      const target = prefix && names.has(prefix) ? name.replace(prefix, names.get(prefix)) : name;
      const control = prefix && !names.has(prefix) ? null : this.form.elements[target];
      if (control instanceof Element) this.put(control, value);
    }
    this.form.dispatchEvent(new CustomEvent("kept-form:restored", { bubbles: true }));
    this.bar.hidden = true;
    this.form.querySelector("textarea, input[type=text]")?.focus();
  }

  /** Rows are found again by the key of what they edit; those that were new are added again. */
  rowNames(stored) {
    const names = new Map();
    for (const [name, value] of stored) {
      const prefix = name.match(/^(sections-\d+)-id$/)?.[1];
      if (!prefix) continue;
      const held = this.controls.find((control) => /^sections-\d+-id$/.test(control.name) && control.value === value && value);
      if (held) names.set(prefix, held.name.replace(/-id$/, ""));
      else if (stored.get(`${prefix}-body`) || stored.get(`${prefix}-heading`)) names.set(prefix, this.addRow());
    }
    return names;
  }

  addRow() {
    const total = this.form.elements["sections-TOTAL_FORMS"];
    const prefix = `sections-${total.value}`;
    document.querySelector("#sections-group .add-row a").click();
    return prefix;
  }

  put(control, value) {
    if (typeof value === "boolean") control.checked = value;
    else {
      const isMissing = control.matches("select") && ![...control.options].some((option) => option.value === value);
      if (isMissing) return;
      control.value = value;
    }
    for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const bar = document.querySelector("#kept-form");
  const form = document.querySelector("#review_form");
  if (bar && form) new KeptForm(form, bar);
});
