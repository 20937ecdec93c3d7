/* Keeps how far the reader has seen each drama, in this browser, and shows or hides spoilers in place.
   Without this script the form and the gates are ordinary links to ?seen=…; the text itself always
   comes from the server, because what is hidden is not in the page. */

const ALWAYS = "progress:always";
const store = {
  get: (key) => { try { return localStorage.getItem(key) || ""; } catch { return ""; } },
  set: (key, value) => {
    try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* private mode */ }
  },
};

class ReaderProgress extends HTMLElement {
  connectedCallback() {
    this.select = this.querySelector("select");
    this.always = this.querySelector(".progress__always");
    this.status = this.querySelector("[role=status]");
    this.key = `progress:${this.dataset.drama}`;
    this.shown = this.select.value;
    this.classList.add("progress--live");
    this.always.hidden = false;
    this.checkbox = this.always.querySelector("input");
    this.checkbox.checked = store.get(ALWAYS) === "all";

    this.select.addEventListener("change", () => this.choose(this.select.value));
    this.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.choose(this.select.value);
    });
    this.querySelector(".progress__ticks").addEventListener("click", (event) => {
      const tick = event.target.closest("[data-tick]");
      if (tick) this.choose(this.valueOf(tick.dataset.tick));
    });
    this.checkbox.addEventListener("change", () => {
      store.set(ALWAYS, this.checkbox.checked ? "all" : "");
      this.show(this.checkbox.checked ? "all" : store.get(this.key));
    });
    document.addEventListener("click", (event) => this.follow(event));
    this.arrival = document.querySelector("[data-arrival]");

    if (new URLSearchParams(location.search).has("seen")) {
      // What the reader chose in this browser before needs no line that says who chose it.
      const own = store.get(ALWAYS) || store.get(this.key);
      if (this.arrival && own) this.arrival.hidden = this.rank(own) >= this.rank(this.shown);
      // A copied link is always the safe one.
      const safe = new URL(location);
      safe.searchParams.delete("seen");
      history.replaceState(history.state, "", safe);
    } else {
      const wanted = store.get(ALWAYS) || store.get(this.key);
      if (this.valueOf(wanted) !== this.shown) this.show(wanted, { quiet: true });
    }
  }

  /* The value of the option that an episode number stands for: the last episode is "all". */
  valueOf(episode) {
    const offered = [...this.select.options].some((option) => option.value === String(episode));
    return offered ? String(episode) : "all";
  }

  /* How far the option for an episode opens, compared with others. */
  rank(episode) {
    return [...this.select.options].findIndex((option) => option.value === (episode ? this.valueOf(episode) : ""));
  }

  choose(value) {
    this.arrival?.remove();
    store.set(this.key, value);
    if (this.checkbox.checked && value !== "all") {
      this.checkbox.checked = false;
      store.set(ALWAYS, "");
    }
    return this.show(value);
  }

  /* A gate opens, and "Hide spoilers again" closes, where the reader is. */
  follow(event) {
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button);
    const link = event.target.closest("a.gate__open, a.passage-gate, a.hide-again");
    if (!link || !plain || !link.closest("[data-region] [data-block]")) return;
    event.preventDefault();
    const block = link.closest("[data-block]");
    const above = block.previousElementSibling;
    const place = above?.getBoundingClientRect().bottom;
    this.choose(link.matches(".hide-again") ? this.beforeIt(link.dataset.seen) : this.opened(link)).then(() => {
      const found = document.getElementById(block.id) || above?.nextElementSibling;
      (found?.matches("[tabindex]") ? found : found?.querySelector("a"))?.focus({ preventScroll: true });
      // What stands above the opened text stays where the reader had it, even if something higher up grew.
      if (above?.isConnected) scrollBy({ top: above.getBoundingClientRect().bottom - place, behavior: "instant" });
    });
  }

  opened(gate) {
    this.before = this.shown;
    return this.valueOf(new URL(gate.href).searchParams.get("seen") || "");
  }

  /* What was shown before the reader opened this; with nothing known, no spoilers at all. */
  beforeIt(seen) {
    return this.before && this.rank(this.before) < this.rank(seen) ? this.before : "";
  }

  async show(value, { quiet = false } = {}) {
    const wanted = (this.wanted = value ? this.valueOf(value) : "");
    const address = new URL(location.pathname + (this.dataset.query || ""), location.origin);
    if (wanted) address.searchParams.set("seen", wanted);
    let html;
    try {
      const response = await fetch(address, { credentials: "same-origin" });
      if (!response.ok) throw new Error(String(response.status));
      html = await response.text();
    } catch {
      this.status.textContent = this.status.dataset.failed;
      this.classList.remove("progress--live");
      return;
    }
    if (wanted !== this.wanted) return; // the reader has chosen again meanwhile
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const region of document.querySelectorAll("[data-region]")) {
      swap(region, page.getElementById(region.id));
    }
    this.ink(wanted);
    if (!quiet) this.status.textContent = this.announcement(wanted);
    this.shown = wanted;
  }

  announcement(wanted) {
    const order = [...this.select.options].map((option) => option.value);
    const opened = order.indexOf(wanted) >= order.indexOf(this.shown);
    return opened ? this.status.dataset.opened : this.status.dataset.closed;
  }

  ink(wanted) {
    this.select.value = wanted;
    const last = wanted === "all" ? Infinity : Number(wanted);
    for (const tick of this.querySelectorAll("[data-tick]")) {
      tick.classList.toggle("inked", Number(tick.dataset.tick) <= last);
    }
  }
}

/* Replaces the children of `old` by those of `fresh`, but keeps every block that has not changed, so that
   pictures are not loaded again and nothing else on the page moves. */
function swap(old, fresh) {
  if (!fresh) return;
  if (!fresh.children.length) return void old.replaceChildren(...fresh.childNodes);
  for (const node of old.querySelectorAll("[data-fresh]")) delete node.dataset.fresh;
  const present = [...old.children];
  const next = [...fresh.children].map((node) => present.find((child) => child.isEqualNode(node)) || imported(node));
  for (const node of [...old.childNodes]) if (!next.includes(node)) node.remove();
  next.forEach((node, at) => {
    if (old.children[at] !== node) old.insertBefore(node, old.children[at] || null);
  });
}

function imported(node) {
  const fresh = document.importNode(node, true);
  if (fresh.matches(".section")) fresh.dataset.fresh = "";
  return fresh;
}

customElements.define("reader-progress", ReaderProgress);
