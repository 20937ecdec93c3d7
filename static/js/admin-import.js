// Lines of the imported text are moved to another field: dragged there, or chosen from a list by keyboard.
// The fields are what is saved; without this script people type into them instead.

const words = document.querySelector("#import-move").dataset;
const controls = [...document.querySelectorAll(".import-result :is(input[type=text], input[type=number], textarea)")].filter((control) => control.id && control.labels.length);
const status = document.querySelector(".import-status");

function nameOf(control) {
  const name = control.labels[0].textContent.replace(/:\s*$/, "").trim();
  const section = control.closest(".import-section")?.querySelector("h2").textContent.trim();
  return section ? `${section}: ${name}` : name;
}

const isBody = (control) => control.matches(".import-section textarea");
const isList = (control) => control.matches(".vLargeTextField");

/** What of the line belongs into this field: “Director: Kim” is a label and a value, except in running text. */
function valueFor(control, text) {
  const value = isBody(control) ? text : text.replace(/^[^:：]{1,30}[:：]\s*(?=\S)/, "");
  return control.type === "number" ? (value.match(/\d+(?:[.,]\d+)?/)?.[0].replace(",", ".") ?? "") : value;
}

function give(control, text) {
  const value = valueFor(control, text);
  const held = control.value.trim();
  if (isBody(control)) control.value = held ? `${control.value.trimEnd()}\n\n${value}` : value;
  else if (control.matches("textarea")) control.value = held ? `${held}\n${value}` : value;
  else if (isList(control)) control.value = held ? `${held}, ${value}` : value;
  else control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Whether the line's words are out of the field that they were in. */
function take(control, text) {
  if (!control) return true;
  if (control.value.trim() === text.trim()) {
    control.value = "";
    return true;
  }
  const paragraphs = isBody(control) ? control.value.split(/\n{2,}/) : [];
  const at = paragraphs.findIndex((paragraph) => paragraph.trim() === text.trim());
  if (at < 0) return false;
  paragraphs.splice(at, 1);
  control.value = paragraphs.join("\n\n");
  return true;
}

function move(line, control) {
  const { text, field } = line.dataset;
  const from = field && document.getElementById(field);
  if (from === control) return;
  const isOut = take(from, text);
  give(control, text);
  line.dataset.field = control.id;
  line.classList.remove("is-field", "is-section-heading", "is-section-body", "is-caption", "is-leftover");
  const isHeading = control.id.endsWith("-heading");
  line.classList.add(isHeading ? "is-section-heading" : isBody(control) ? "is-section-body" : "is-field");
  const link = document.createElement("a");
  link.href = `#${control.id}`;
  link.textContent = nameOf(control);
  line.querySelector(".import-place").replaceChildren("→ ", link);
  document.querySelector(`[data-leftover="${line.dataset.line}"]`)?.remove();
  const said = [`${words.moved} ${nameOf(control)}.`];
  if (!isOut) said.push(`${words.still} ${from.labels?.[0] ? nameOf(from) : ""}.`);
  status.textContent = said.join(" ");
}

function startLine(line) {
  const tools = document.querySelector("#import-move").content.firstElementChild.cloneNode(true);
  const [button, choice] = [tools.querySelector("button"), tools.querySelector("select")];
  button.setAttribute("aria-label", `${button.textContent} ${line.dataset.line}`);
  button.addEventListener("click", () => {
    // The list is long, and there are many lines: it is made when it is wanted.
    if (choice.options.length === 1) controls.forEach((control) => choice.add(new Option(nameOf(control), control.id)));
    choice.hidden = false;
    choice.focus();
  });
  choice.addEventListener("change", () => {
    if (!choice.value) return;
    move(line, document.getElementById(choice.value));
    choice.value = "";
    choice.hidden = true;
    button.focus();
  });
  choice.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    choice.hidden = true;
    button.focus();
  });
  line.append(tools);
  line.draggable = true;
  line.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/x-line", line.dataset.line);
    event.dataTransfer.effectAllowed = "move";
    line.classList.add("is-dragged");
  });
  line.addEventListener("dragend", () => line.classList.remove("is-dragged"));
}

function startTarget(control) {
  const row = control.closest(".form-row");
  row.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("text/x-line")) return;
    event.preventDefault();
    row.classList.add("is-target");
  });
  row.addEventListener("dragleave", () => row.classList.remove("is-target"));
  row.addEventListener("drop", (event) => {
    const number = event.dataTransfer.getData("text/x-line");
    row.classList.remove("is-target");
    if (!number) return;
    event.preventDefault();
    move(document.querySelector(`.import-line[data-line="${number}"]`), control);
  });
}

document.querySelectorAll(".import-line").forEach(startLine);
controls.forEach(startTarget);
