// The sections of a review as cards: fold, copy, split at the cursor, join with the next, count the words.
// Works for rows that are added later. The words on the buttons stand in the page's template.

const group = () => document.querySelector("#sections-group");
const rowsIn = (place) => [...place.querySelectorAll(".inline-related:not(.empty-form)")].filter((row) => body(row));
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const body = (row) => field(row, "body");
const isDropped = (row) => field(row, "DELETE")?.checked ?? false;
const words = (text) => text.replace(/!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[*_#>|`[\]]/g, " ").split(/\s+/).filter(Boolean).length;

function set(control, value) {
  // A drama is looked up as one types: the choice holds no other than what is chosen.
  if (value instanceof Option) {
    control.add(value);
    value = value.value;
  }
  if (control.type === "checkbox") control.checked = value;
  else control.value = value;
  for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
}

/** A new row directly behind this one, with these values. */
function addAfter(row, values) {
  let fresh;
  document.addEventListener("formset:added", ({ target }) => (fresh = target), { once: true });
  group().querySelector(".add-row a").click();
  row.after(fresh);
  fresh.dispatchEvent(new CustomEvent("orderable:moved", { bubbles: true }));
  for (const [name, value] of Object.entries(values)) set(field(fresh, name), value);
  return fresh;
}

const valuesOf = (row) => ({
  heading: field(row, "heading").value,
  heading_is_safe: field(row, "heading_is_safe").checked,
  spoils_through: field(row, "spoils_through").value,
  ...dramaOf(row),
});

/** A part of a section is about the same drama, in which its spoiler level counts. */
function dramaOf(row) {
  const chosen = field(row, "drama")?.selectedOptions[0];
  return chosen?.value ? { drama: new Option(chosen.text, chosen.value, true, true) } : {};
}

function copy(row) {
  const { value } = body(row);
  const added = addAfter(row, { ...valuesOf(row), body: value });
  field(added, "heading").focus();
  return "copied";
}

function split(row) {
  const area = body(row);
  const at = area.selectionStart;
  const [before, after] = [area.value.slice(0, at).trimEnd(), area.value.slice(at).trimStart()];
  if (!before || !after) return "nowhere";
  const added = addAfter(row, { ...valuesOf(row), heading: "", body: after });
  set(area, before);
  field(added, "heading").focus();
  return "divided";
}

/** The joined section is as closed as the more closed of the two: joining must open nothing. What spoils another drama
    counts in none of its episodes, so then it spoils the whole. */
function join(row) {
  const rows = rowsIn(group()).filter((other) => !isDropped(other));
  const next = rows[rows.indexOf(row) + 1];
  if (!next) return "last";
  const heading = field(next, "heading").value.trim();
  const scope = (other) => Number(field(other, "spoils_through").value || 0);
  const parts = [body(row).value.trimEnd(), heading && `#### ${heading}`, body(next).value.trim()];
  set(body(row), parts.filter(Boolean).join("\n\n"));
  const isOfAnother = (field(next, "drama")?.value || "") !== (field(row, "drama")?.value || "");
  const spoilsAnother = isOfAnother && (scope(next) > 0 || field(next, "body").value.includes("||"));
  if (spoilsAnother || scope(next) > scope(row)) {
    const choice = field(row, "spoils_through");
    const wanted = spoilsAnother ? choice.dataset.wholeDrama : field(next, "spoils_through").value;
    if (![...choice.options].some((option) => option.value === wanted)) choice.add(new Option(wanted, wanted));
    set(choice, wanted);
  }
  const remove = next.querySelector(".inline-deletelink");
  if (remove) remove.click();
  else {
    set(field(next, "DELETE"), true);
    fold(next, true);
  }
  body(row).focus();
  return "joined";
}

function fold(row, isFolded) {
  row.classList.toggle("is-folded", isFolded);
  row.querySelector("[data-card=fold]")?.setAttribute("aria-expanded", String(!isFolded));
}

function count(row) {
  const number = words(body(row).value);
  row.querySelector(".card-words").textContent = `${number} ${group().querySelector("#section-tools").dataset.words}`;
  row.classList.toggle("is-dropped", isDropped(row));
  const name = row.querySelector("h3 .inline_label");
  if (name && field(row, "heading").value) name.textContent = field(row, "heading").value;
  const all = rowsIn(group()).filter((other) => !isDropped(other));
  const total = all.reduce((sum, other) => sum + words(body(other).value), 0);
  const tools = group().querySelector("#section-tools").dataset;
  const minutes = Math.max(1, Math.round(total / tools.wordsPerMinute));
  group().querySelector(".cards-words").textContent = `${total} ${tools.words} · ${minutes} ${tools.minutes}`;
}

function addTools(row) {
  const heading = row.querySelector("h3");
  if (!heading || !body(row) || heading.querySelector(".card-tools")) return;
  const tools = document.querySelector("#section-tools").content.firstElementChild.cloneNode(true);
  heading.append(tools);
  const says = tools.querySelector("[role=status]");
  const does = { copy, split, join, fold: () => fold(row, !row.classList.contains("is-folded")) };
  tools.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-card]")?.dataset.card;
    const outcome = name && does[name](row);
    if (outcome) says.textContent = says.dataset[outcome];
  });
  // The cursor stays where it was while the button is pressed.
  tools.addEventListener("mousedown", (event) => event.target.closest("[data-card=split]") && event.preventDefault());
  row.addEventListener("input", () => count(row));
  row.addEventListener("change", () => count(row));
  count(row);
}

function shortcut(event) {
  if (!(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const row = event.target.closest?.("#sections-group .inline-related");
  const key = event.code.replace(/^Key/, "").toLowerCase();
  if (key === "s" && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    document.querySelector("[name=_continue]")?.click();
  } else if (key === "p" && event.altKey) {
    event.preventDefault();
    document.querySelector("[data-preview]")?.click();
  } else if (event.key === "Enter" && event.shiftKey && row && event.target === body(row)) {
    event.preventDefault();
    row.querySelector("[data-card=split]").click();
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const place = group();
  const tools = document.querySelector("#section-tools");
  if (!place || !tools) return;
  const bar = document.querySelector("#section-bar").content.firstElementChild.cloneNode(true);
  place.querySelector("h2").after(bar);
  place.append(tools);
  rowsIn(place).forEach(addTools);
  bar.addEventListener("click", ({ target }) => {
    const all = target.closest("[data-cards]")?.dataset.cards;
    if (all) rowsIn(place).forEach((row) => fold(row, all === "fold"));
  });
  document.addEventListener("keydown", shortcut);
  document.addEventListener("formset:added", ({ target }) => place.contains(target) && addTools(target));
  document.addEventListener("formset:removed", () => rowsIn(place).slice(0, 1).forEach(count));
});

// A person added in the pop-up is named where the links are; the next save finds the name in the text.
document.addEventListener("DOMContentLoaded", () => {
  const added = document.querySelector("#id_missing_person");
  if (!added || !window.django?.jQuery) return;
  window.django.jQuery(added).on("change", () => {
    const names = [...added.options].map((option) => option.textContent).join(", ");
    document.querySelector("#missing_person_said").textContent = names;
    document.querySelector("#missing_person_note").hidden = false;
  });
});

/** A new section of a recap starts closed through its last episode; the form may say so before it is saved. */
document.addEventListener("formset:added", ({ target, detail }) => {
  if (detail?.formsetName !== "sections") return;
  const last = document.querySelector("#id_episode_to")?.value;
  if (document.querySelector("#id_kind")?.value !== "recap" || !last) return;
  const scope = field(target, "spoils_through");
  if (![...scope.options].some((option) => option.value === last)) scope.add(new Option(last, last));
  set(scope, last);
});

/** What only the sections of an article have is shown for an article, and wherever something is in it. */
function offerDramas() {
  const isArticle = document.querySelector("#id_kind")?.value === "article";
  for (const row of document.querySelectorAll("#sections-group .form-row.field-drama")) {
    const isFilled = [...row.querySelectorAll("select, input")].some((control) => control.value);
    row.hidden = !isArticle && !isFilled && !row.querySelector(".errorlist");
  }
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("#id_kind")?.addEventListener("change", offerDramas);
  offerDramas();
});
document.addEventListener("formset:added", offerDramas);
