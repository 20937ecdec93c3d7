// Inline rows that have a position get "up" and "down" buttons; the position itself is written by them.
// Works by keyboard, and for rows that are added later.

const ROW = ".inline-related:not(.empty-form), tr.form-row:not(.empty-form)";
const text = (fallback) => (window.gettext ? window.gettext(fallback) : fallback);

function rowsOf(group) {
  return [...group.querySelectorAll(ROW)].filter((row) => positionOf(row));
}

function positionOf(row) {
  return row.querySelector('input[name$="-position"]');
}

function renumber(group) {
  const rows = rowsOf(group);
  rows.forEach((row, index) => {
    positionOf(row).value = index;
    const [up, down] = row.querySelectorAll(".orderable-move");
    up.disabled = index === 0;
    down.disabled = index === rows.length - 1;
  });
}

function move(group, row, step, button) {
  const rows = rowsOf(group);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  renumber(group);
  (button.disabled ? row.querySelector(".orderable-move:not(:disabled)") : button).focus();
  const place = rowsOf(group).indexOf(row) + 1;
  group.querySelector(".orderable-status").textContent = `${text("Moved to place")} ${place}`;
}

function moveButton(group, row, step) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "orderable-move";
  button.textContent = step < 0 ? "↑" : "↓";
  button.setAttribute("aria-label", step < 0 ? text("Move up") : text("Move down"));
  button.addEventListener("click", () => move(group, row, step, button));
  return button;
}

function addButtons(group, row) {
  if (row.querySelector(".orderable-moves")) return;
  const moves = document.createElement("span");
  moves.className = "orderable-moves";
  moves.append(moveButton(group, row, -1), moveButton(group, row, 1));
  const place = positionOf(row).closest("td") ?? row.querySelector("h3") ?? row;
  place.append(moves);
}

function start(group) {
  const status = document.createElement("p");
  status.className = "orderable-status";
  status.setAttribute("role", "status");
  group.append(status);
  rowsOf(group).forEach((row) => addButtons(group, row));
  renumber(group);
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("fieldset.orderable").forEach(start);
});

document.addEventListener("formset:added", (event) => {
  const group = event.target.closest("fieldset.orderable");
  if (!group || !positionOf(event.target)) return;
  addButtons(group, event.target);
  renumber(group);
});

document.addEventListener("formset:removed", () => {
  document.querySelectorAll("fieldset.orderable").forEach(renumber);
});
