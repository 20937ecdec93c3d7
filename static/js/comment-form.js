/* Brings the form for comments into the page, keeps what is typed in this browser until it has arrived, and fills in
   what this reader told it before. Without this script the links lead to the form's own page, which does the same work
   on the server. */

const AUTHOR = "comment-author";
const store = {
  get: (key) => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } },
  set: (key, value) => {
    try { value ? localStorage.setItem(key, JSON.stringify(value)) : localStorage.removeItem(key); } catch { /* private mode */ }
  },
};
/* The way to the comment that was just written: in this tab only, and never in an address that could be passed on. */
const OWN = "comment-own";
const own = {
  get: () => { try { return JSON.parse(sessionStorage.getItem(OWN)) || {}; } catch { return {}; } },
  set: (link) => {
    try {
      if (!link) return sessionStorage.removeItem(OWN);
      const until = Date.now() + link.dataset.editSeconds * 1000;
      sessionStorage.setItem(OWN, JSON.stringify({ href: link.getAttribute("href"), until }));
    } catch { /* private mode */ }
  },
};
const KEPT = ["body", "spoils_through", "author_name", "email", "rating"];

class CommentFormElement extends HTMLElement {
  connectedCallback() {
    this.invitation = this.firstElementChild;
    const form = this.querySelector("form");
    if (form) this.take(form);
    this.offerOwn();
    document.addEventListener("click", this.opening = (event) => this.open(event));
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.opening);
  }

  /* After a reload the comment can still be edited. */
  offerOwn() {
    const place = this.querySelector("[data-own]");
    const { href = "", until = 0 } = own.get();
    if (!place || Date.now() >= until || !href.startsWith(place.dataset.own)) return;
    place.querySelector("a").href = href;
    place.hidden = false;
  }

  async open(event) {
    const link = event.target.closest("a[data-comment-form]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    try {
      const response = await fetch(link.href, { credentials: "same-origin" });
      this.show(await read(response));
      this.querySelector("textarea, .comments__main > p")?.focus();
    } catch {
      location.assign(link.href);
    }
  }

  /* Puts what the server answered in the place of what is here. */
  show(page) {
    const answered = page.querySelector("[data-answered]");
    const heading = document.createElement("h3");
    heading.className = "comment-entry__heading";
    heading.append(...page.querySelector("h1").childNodes);
    const form = page.querySelector("form.comment-form");
    const content = form ? [heading, ...(answered ? [answered] : []), form] : [heading, page.querySelector(".comments__main")];
    this.replaceChildren(...content.map((node) => document.importNode(node, true)));
    if (form) this.take(this.querySelector("form.comment-form"));
    return Boolean(form);
  }

  /* Looks after a form: what was begun before comes back, and what is typed now is kept. */
  take(form) {
    const key = `comment-draft:${form.dataset.draft}`;
    const fresh = !form.querySelector("[role=alert], .preview");
    if (fresh && !("edit" in form.dataset)) {
      const draft = store.get(key);
      this.preset(form);
      fill(form, { ...store.get(AUTHOR), ...draft });
      if (draft.body) form.querySelector("[role=status]").textContent = this.dataset.kept;
    }
    form.addEventListener("input", () => store.set(key, values(form)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(form, event.submitter, key);
    });
  }

  /* As far as the reader has seen is what they are likely to give away. */
  preset(form) {
    let seen = "";
    try { seen = localStorage.getItem(`progress:${this.dataset.drama}`) || ""; } catch { /* private mode */ }
    const select = form.elements.spoils_through;
    const wanted = seen === "all" ? select.dataset.wholeDrama : seen;
    const offered = [...select.options].some((option) => option.value === wanted);
    if (offered && Number(wanted) > Number(select.value)) select.value = wanted;
  }

  async send(form, button, key) {
    const status = form.querySelector("[role=status]");
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    store.set(key, values(form));
    try {
      const body = new URLSearchParams(new FormData(form, button));
      const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
      const page = await read(response);
      if (response.redirected && response.ok) {
        const { author_name, email } = values(form);
        store.set(AUTHOR, { author_name, email });
        store.set(key, null);
        own.set(page.querySelector("a[data-edit-seconds]"));
      } else if (response.status === 503) throw new Error("away");
      this.show(page);
      const place = ["[role=alert]", ".preview", "h3"].map((each) => this.querySelector(each)).find(Boolean);
      place.tabIndex = -1;
      place.focus();
      place.scrollIntoView({ block: "nearest" });
    } catch {
      form.ariaBusy = "false";
      status.textContent = "";
      status.textContent = this.dataset.away;
    }
  }
}

async function read(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.querySelector("h1")) throw new Error("not a page of ours");
  return page;
}

const values = (form) => Object.fromEntries(KEPT.map((name) => [name, form.elements[name]?.value ?? ""]));

function fill(form, said) {
  for (const name of KEPT) if (said[name] && form.elements[name]) form.elements[name].value = said[name];
}

customElements.define("comment-form", CommentFormElement);
