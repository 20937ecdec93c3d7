/* The reader's shelf: what this browser keeps of their dramas, in localStorage only. `progress:<slug>` is how far they
   have watched ("7", "all"), which reader-progress.js writes; `want:<slug>` says that they want to watch it. Cards are
   marked with it, and /shelf/ shows it all; no request says which dramas are meant. */

const FORMAT = "drama-shelf";
const LONGEST_FILE = 1024 * 1024;
const SLUG = /^[\p{L}\p{N}_-]+$/u;
/* Not a drama: the switch "Always show spoilers". */
const NO_SLUG = "always";

const store = {
  all() {
    const found = new Map();
    try {
      for (const key of Object.keys(localStorage)) {
        const [kind, slug] = key.split(/:(.*)/s);
        if (slug === NO_SLUG || !SLUG.test(slug || "")) continue;
        if (kind === "progress" && isProgress(localStorage[key])) found.set(slug, localStorage[key]);
        else if (kind === "want" && !found.has(slug)) found.set(slug, "want");
      }
    } catch { /* private mode */ }
    return found;
  },
  set(slug, value) {
    try {
      localStorage.removeItem(`progress:${slug}`);
      localStorage.removeItem(`want:${slug}`);
      if (value === "want") localStorage.setItem(`want:${slug}`, "1");
      else if (value) localStorage.setItem(`progress:${slug}`, value);
    } catch { /* private mode */ }
  },
};

function isProgress(value) {
  return value === "all" || /^[1-9]\d{0,3}$/.test(value);
}

function groupOf(value, drama) {
  if (value === "want") return "want";
  return value === "all" || (drama?.episodes && Number(value) >= drama.episodes) ? "seen" : "watching";
}

/* Marks on the cards of lists. */
function markCards() {
  const words = document.getElementById("shelf-script")?.dataset;
  const shelf = store.all();
  if (!words || !shelf.size) return;
  for (const card of document.querySelectorAll("[data-drama]")) {
    const value = shelf.get(decodeURI(card.dataset.drama).split("/").filter(Boolean).pop());
    const line = card.querySelector(".card__by, .tile__facts");
    if (!value || !line) continue;
    const mark = document.createElement("span");
    mark.className = "on-shelf";
    mark.textContent = isNaN(value) ? words[value === "want" ? "want" : "seen"] : words.through.replace("%s", value);
    line.append(" ", mark);
  }
}

class ReaderShelf extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.status = this.querySelector("[role=status]");
    this.querySelector("[data-export]").addEventListener("click", () => this.exportFile());
    this.querySelector("input[type=file]").addEventListener("change", (event) => this.importFile(event.target));
    this.addEventListener("click", (event) => this.press(event.target.closest("[data-slug] button")));
    this.load();
  }

  async load() {
    try {
      const response = await fetch(this.dataset.address, { credentials: "same-origin" });
      if (!response.ok) throw new Error(String(response.status));
      this.dramas = await response.json();
    } catch {
      this.say(this.dataset.failed);
      return;
    }
    this.draw();
  }

  draw() {
    const shelf = store.all();
    const known = [...shelf].filter(([slug]) => Object.hasOwn(this.dramas, slug));
    const gone = [...shelf.keys()].filter((slug) => !Object.hasOwn(this.dramas, slug));
    known.sort(([one], [other]) => this.dramas[one].title.localeCompare(this.dramas[other].title));
    for (const section of this.querySelectorAll("[data-group]")) {
      const cards = known.filter(([slug, value]) => groupOf(value, this.dramas[slug]) === section.dataset.group);
      section.hidden = !cards.length;
      section.querySelector(".tiles").replaceChildren(...cards.map(([slug, value]) => this.card(slug, value)));
    }
    this.querySelector("[data-empty]").hidden = known.length > 0;
    if (gone.length) this.say(this.dataset.gone, gone.join(", "));
  }

  card(slug, value) {
    const drama = this.dramas[slug];
    const card = this.querySelector("template").content.firstElementChild.cloneNode(true);
    const [image, blank] = card.querySelectorAll(".poster");
    card.dataset.slug = slug;
    if (drama.poster) {
      image.src = drama.poster;
      blank.remove();
    } else {
      blank.textContent = drama.title_ko || drama.title;
      if (drama.title_ko) blank.lang = "ko";
      image.remove();
    }
    const link = card.querySelector("a");
    link.textContent = drama.title;
    link.href = `${this.dataset.dramas}${encodeURIComponent(slug)}/`;
    const through = isNaN(value) ? "" : this.dataset.through.replace("%s", value);
    card.querySelector(".tile__facts").textContent = [drama.year, through].filter(Boolean).join(" · ");
    if (value === "want") card.querySelector("[data-next]").textContent = this.dataset.begin;
    card.querySelector("[data-next]").hidden = groupOf(value, drama) === "seen";
    card.querySelector("[data-remove] span").textContent = ` ${drama.title}`;
    return card;
  }

  press(button) {
    if (!button) return;
    const card = button.closest("[data-slug]");
    const slug = card.dataset.slug;
    const drama = this.dramas[slug];
    if (button.matches("[data-next]")) {
      const next = (Number(store.all().get(slug)) || 0) + 1;
      store.set(slug, drama.episodes && next >= drama.episodes ? "all" : String(next));
      this.draw();
    } else {
      store.set(slug, "");
      this.draw();
      this.say(this.dataset.removed, drama.title);
    }
    const again = this.querySelector(`[data-slug="${CSS.escape(slug)}"]`);
    const place = again?.querySelector("[data-next]:not([hidden])") || again?.querySelector("a");
    (place || this.querySelector("[data-slug] a, [data-empty]:not([hidden]) a"))?.focus();
  }

  exportFile() {
    const dramas = Object.fromEntries([...store.all()].sort());
    const text = JSON.stringify({ format: FORMAT, version: 1, dramas }, null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "my-dramas.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async importFile(input) {
    const [file] = input.files;
    if (!file) return;
    const [problem, ...values] = file.size > LONGEST_FILE ? ["tooLarge"] : problemOf(await file.text());
    input.value = "";
    if (problem) return void this.say(this.dataset[problem], ...values);
    const [dramas] = values;
    for (const [slug, value] of Object.entries(dramas)) store.set(slug, value);
    if (this.dramas) this.draw();
    this.say(this.dataset.imported, Object.keys(dramas).length);
  }

  say(words, value = "") {
    this.status.textContent = words.replace("%s", () => String(value).slice(0, 200));
  }
}

/* What is wrong with a file, by the name of the message for it, or ["", its dramas]. */
function problemOf(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return ["unreadable"];
  }
  const dramas = data?.dramas;
  if (data?.format !== FORMAT || data.version !== 1 || !dramas || typeof dramas !== "object" || Array.isArray(dramas)) {
    return ["foreign"];
  }
  for (const [slug, value] of Object.entries(dramas)) {
    const fits = typeof value === "string" && (value === "want" || isProgress(value));
    if (!fits || !SLUG.test(slug) || slug === NO_SLUG) return ["badEntry", slug];
  }
  return ["", dramas];
}

customElements.define("reader-shelf", ReaderShelf);
markCards();
