// The fields that complete themselves are drawn by a library without the names of their labels; here they get them.
// A screen reader says the label first, then what is chosen.

function nameBox(select) {
  const box = select.nextElementSibling?.querySelector("[role=combobox]");
  const shown = box?.querySelector(".select2-selection__rendered");
  const label = select.labels[0];
  if (!shown || !label) return;
  const name = label.textContent.trim().replace(/:$/, "");
  box.id = `${select.id}-box`;
  box.setAttribute("aria-label", name);
  box.setAttribute("aria-labelledby", `${box.id} ${shown.id}`);
  shown.setAttribute("aria-label", name);
  window.django.jQuery(select).off("select2:open.name").on("select2:open.name", () => {
    document.querySelector(".select2-container--open .select2-search__field")?.setAttribute("aria-label", name);
  });
}

const nameAll = (place) => place.querySelectorAll("select.select2-hidden-accessible").forEach(nameBox);

// Behind the one that draws them: both wait for the same moment, in the order of the scripts.
window.django?.jQuery(() => nameAll(document));
document.addEventListener("formset:added", ({ target }) => setTimeout(() => nameAll(target)));
// The rows that stay are numbered again.
document.addEventListener("formset:removed", () => setTimeout(() => nameAll(document)));
