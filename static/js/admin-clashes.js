// Where two writers changed one thing, a button puts the other's words into the form; it can be undone.

function give(field, value, words) {
  if (field.type === "checkbox") field.checked = value === "True";
  else {
    // A choice that is looked up as one types holds no more than what is chosen.
    if (field.matches("select") && ![...field.options].some((option) => option.value === value)) {
      field.add(new Option(words || value, value));
    }
    field.value = value;
  }
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}

function settle(button) {
  const field = document.getElementById(button.dataset.field);
  if (!field) return;
  const mine = field.type === "checkbox" ? (field.checked ? "True" : "False") : field.value;
  const { theirs } = button.dataset;
  const words = button.closest(".clash-place").querySelector("ins")?.textContent;
  give(field, button.dataset.clash === "append" ? `${mine.trimEnd()}\n\n${theirs}` : theirs, words);
  const actions = button.closest(".clash-actions");
  actions.querySelector("[role=status]").textContent = `✓ ${button.textContent}`;
  for (const other of actions.querySelectorAll("button")) other.disabled = true;
  field.focus();
}

document.addEventListener("DOMContentLoaded", () => {
  for (const actions of document.querySelectorAll(".clash-actions")) {
    const append = actions.querySelector("[data-clash=append]");
    append.hidden = !document.getElementById(append.dataset.field)?.matches("textarea");
    actions.hidden = false;
  }
  document.querySelector(".clash, .publish-check")?.focus();
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-clash]");
  if (button) settle(button);
});
