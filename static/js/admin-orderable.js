// Inline rows that have a position get "up" and "down" buttons and a handle to drag; the position itself is
// written by them. Works by keyboard, and for rows that are added later.

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

function handle(group, row) {
  const grip = document.createElement("span");
  grip.className = "orderable-grip";
  grip.draggable = true;
  grip.textContent = "⠿";
  grip.ariaHidden = "true"; // the buttons beside it do the same by keyboard
  grip.addEventListener("dragstart", (event) => {
    group.dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/x-row", "");
    event.dataTransfer.setDragImage(row, 16, 16);
    row.classList.add("is-dragged");
  });
  grip.addEventListener("dragend", () => {
    row.classList.remove("is-dragged");
    group.dragged = null;
    renumber(group);
  });
  return grip;
}

function startDragging(group) {
  group.addEventListener("dragover", (event) => {
    const over = event.target.closest(ROW);
    if (!group.dragged || !over || !positionOf(over)) return;
    event.preventDefault();
    if (over === group.dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(group.dragged);
    else over.after(group.dragged);
  });
  group.addEventListener("drop", (event) => group.dragged && event.preventDefault());
}

/** A form that comes back with errors has its rows in the order they were stored, not as they were moved. */
function putInOrder(group) {
  const rows = rowsOf(group);
  const place = (row) => Number(positionOf(row).value || Infinity);
  const sorted = [...rows].sort((a, b) => place(a) - place(b));
  if (sorted.some((row, index) => row !== rows[index])) rows[0].before(...sorted);
}

function addButtons(group, row) {
  if (row.querySelector(".orderable-moves")) return;
  const moves = document.createElement("span");
  moves.className = "orderable-moves";
  moves.append(handle(group, row), moveButton(group, row, -1), moveButton(group, row, 1));
  const place = positionOf(row).closest("td") ?? row.querySelector("h3") ?? row;
  place.append(moves);
}

function start(group) {
  const status = document.createElement("p");
  status.className = "orderable-status";
  status.setAttribute("role", "status");
  group.append(status);
  putInOrder(group);
  startDragging(group);
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

/** Removing a row numbers the rest by where they stand; but the server knows stored rows by coming first. */
function storedFirst(group) {
  const prefix = group.closest(".inline-group").id.replace(/-group$/, "");
  const isStored = (row) => Boolean(row.querySelector(`input[name^="${prefix}-"][name$="-id"]`)?.value);
  const rows = rowsOf(group);
  const number = new RegExp(`${prefix}-\\d+`, "g");
  [...rows.filter(isStored), ...rows.filter((row) => !isStored(row))].forEach((row, index) => {
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "aria-describedby", "aria-labelledby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(number, `${prefix}-${index}`));
      }
    }
  });
  renumber(group);
}

// The admin's script renumbers after it has told of the removal.
document.addEventListener("formset:removed", () => {
  setTimeout(() => document.querySelectorAll("fieldset.orderable").forEach(storedFirst));
});

// Who moves rows by other means says so.
document.addEventListener("orderable:moved", (event) => renumber(event.target.closest("fieldset.orderable")));
