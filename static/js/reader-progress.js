/* Keeps how far the reader has seen each drama, in this browser, and shows or hides spoilers in place.
   Without this script the form and the gates are ordinary links to ?seen=…, in an article to ?open=…; the text
   itself always comes from the server, because what is hidden is not in the page. */

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

    this.want = this.querySelector(".progress__want");
    this.want.addEventListener("click", () => {
      store.set(`want:${this.dataset.drama}`, store.get(`want:${this.dataset.drama}`) ? "" : "1");
      this.showWant();
    });
    this.showWant();

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
    this.showWant();
    if (this.checkbox.checked && value !== "all") {
      this.checkbox.checked = false;
      store.set(ALWAYS, "");
    }
    return this.show(value);
  }

  follow(event) {
    followed(event, (link) =>
      this.choose(link.matches(".hide-again") ? this.beforeIt(link.dataset.seen) : this.opened(link)));
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
    if (!(await fetched(this, address, () => wanted === this.wanted))) return;
    this.ink(wanted);
    if (!quiet) this.status.textContent = this.announcement(wanted);
    this.shown = wanted;
  }

  /* Who has begun no longer merely wants to. */
  showWant() {
    this.want.hidden = Boolean(store.get(this.key));
    this.want.setAttribute("aria-pressed", String(Boolean(store.get(`want:${this.dataset.drama}`))));
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

/* The sections of an article open one by one. What the reader has seen of a drama, in this browser, opens its own. */
class ArticleProgress extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector("[role=status]");
    this.always = this.querySelector(".progress__always");
    this.always.hidden = false;
    this.checkbox = this.always.querySelector("input");
    this.checkbox.checked = store.get(ALWAYS) === "all";
    this.checkbox.addEventListener("change", () => {
      store.set(ALWAYS, this.checkbox.checked ? "all" : "");
      this.show(this.checkbox.checked ? "?seen=all" : asOpen(this.own()));
    });
    document.addEventListener("click", (event) => followed(event, (link) => this.choose(new URL(link.href).search)));

    const own = new Set(this.own());
    const opened = openings().filter((place) => "open" in place.dataset).map(number);
    const asked = new URLSearchParams(location.search);
    if (asked.has("open") || asked.has("seen")) {
      // What the reader has seen by themselves needs no line that says who opened it.
      const arrival = document.querySelector("[data-arrival]");
      if (arrival) arrival.hidden = this.checkbox.checked || (opened.length > 0 && opened.every((each) => own.has(each)));
      // A copied link is always the safe one.
      const safe = new URL(location);
      safe.searchParams.delete("seen");
      safe.searchParams.delete("open");
      history.replaceState(history.state, "", safe);
    }
    if (asked.get("seen") === "all") return;
    if (this.checkbox.checked) this.show("?seen=all", { quiet: true });
    else if ([...own].some((each) => !opened.includes(each))) this.show(asOpen([...own, ...opened]), { quiet: true });
  }

  /* The sections whose drama this reader has seen that far. */
  own() {
    const far = (seen) => (seen === "all" ? Infinity : Number(seen) || 0);
    const seen = (place) => far(place.dataset.drama && store.get(`progress:${place.dataset.drama}`));
    return openings().filter((place) => seen(place) >= far(place.dataset.seen)).map(number);
  }

  choose(query) {
    document.querySelector("[data-arrival]")?.remove();
    if (this.checkbox.checked && !query.includes("seen=all")) {
      this.checkbox.checked = false;
      store.set(ALWAYS, "");
    }
    return this.show(query);
  }

  async show(query, { quiet = false } = {}) {
    const wanted = (this.wanted = query);
    const address = new URL(location.pathname + (this.dataset.query || ""), location.origin);
    for (const [name, value] of new URLSearchParams(query)) address.searchParams.set(name, value);
    const shown = openings().filter((place) => "open" in place.dataset).length;
    if (!(await fetched(this, address, () => wanted === this.wanted)) || quiet) return;
    const closes = openings().filter((place) => "open" in place.dataset).length < shown;
    this.status.textContent = closes ? this.status.dataset.closed : this.status.dataset.opened;
  }
}

const openings = () => [...document.querySelectorAll("[data-opening]")];
const number = (place) => Number(place.dataset.opening);
const asOpen = (numbers) => (numbers.length ? `?open=${[...new Set(numbers)].sort((a, b) => a - b)}` : "");

/* A gate opens, and "Hide spoilers again" closes, where the reader is. `choose` gives the promise of the new page. */
function followed(event, choose) {
  const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button);
  const link = event.target.closest("a.gate__open, a.passage-gate, a.hide-again");
  if (!link || !plain || !link.closest("[data-region] [data-block]")) return;
  event.preventDefault();
  const block = link.closest("[data-block]");
  const above = block.previousElementSibling;
  const place = above?.getBoundingClientRect().bottom;
  choose(link).then(() => {
    const found = document.getElementById(block.id) || above?.nextElementSibling;
    (found?.matches("[tabindex]") ? found : found?.querySelector("a"))?.focus({ preventScroll: true });
    // What stands above the opened text stays where the reader had it, even if something higher up grew.
    if (above?.isConnected) scrollBy({ top: above.getBoundingClientRect().bottom - place, behavior: "instant" });
  });
}

/* Brings what is shown at another address of this page into its place; whether that was done. */
async function fetched(element, address, isWanted) {
  let html;
  try {
    const response = await fetch(address, { credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    html = await response.text();
  } catch {
    element.status.textContent = element.status.dataset.failed;
    element.classList.remove("progress--live");
    return false;
  }
  if (!isWanted()) return false; // the reader has chosen again meanwhile
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const region of document.querySelectorAll("[data-region]")) {
    swap(region, page.getElementById(region.id));
  }
  return true;
}

/* Replaces the children of `old` by those of `fresh`, but keeps every block that has not changed, so that
   pictures are not loaded again and nothing else on the page moves. */
function swap(old, fresh) {
  if (!fresh) return;
  if (!fresh.children.length) return void old.replaceChildren(...fresh.childNodes);
  for (const node of old.querySelectorAll("[data-fresh]")) delete node.dataset.fresh;
  const present = [...old.children];
  const next = [...fresh.children].map((node) => present.find((child) => child.isEqualNode(node)) || imported(node, present));
  for (const node of [...old.childNodes]) if (!next.includes(node)) node.remove();
  next.forEach((node, at) => {
    if (old.children[at] !== node) old.insertBefore(node, old.children[at] || null);
  });
}

function imported(node, present) {
  const fresh = document.importNode(node, true);
  const wasOpen = present.some((child) => child.id === node.id && child.matches(".section:not(.section--closed)"));
  if (fresh.matches(".section:not(.section--closed)") && !wasOpen) fresh.dataset.fresh = "";
  return fresh;
}

customElements.define("reader-progress", ReaderProgress);
customElements.define("article-progress", ArticleProgress);
