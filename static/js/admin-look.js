/* Shows what is typed in the form of the settings as readers would see it. What colours follow from the owner's,
   and whether they can be read, the server says; without this script the form says it when it is saved. */

const looks = document.querySelector(".looks");
const fields = [...document.querySelectorAll("[data-colour]")];
const panels = [...document.querySelectorAll(".look")].filter((panel) => panel.shadowRoot);
let asked = 0;
let waiting;

function showName() {
  const name = document.getElementById("id_name").value;
  for (const panel of panels) {
    const mark = panel.shadowRoot.querySelector(".wordmark");
    if (!mark.querySelector("img")) mark.textContent = name;
    panel.shadowRoot.querySelector(".colophon__name").textContent = name;
  }
}

async function showColours() {
  const turn = ++asked;
  const query = new URLSearchParams(fields.map((field) => [field.dataset.colour, field.value]));
  let answer;
  try {
    const response = await fetch(`${looks.dataset.address}?${query}`, { credentials: "same-origin" });
    if (!response.ok) return;
    answer = await response.json();
  } catch {
    return; // away: the form says the same when it is saved
  }
  if (turn !== asked) return;
  for (const panel of panels) {
    for (const [name, value] of Object.entries(answer.properties[panel.dataset.scheme])) {
      panel.style.setProperty(name, value);
    }
    panel.style.colorScheme = panel.dataset.scheme;
  }
  for (const field of fields) {
    const own = field.parentElement.querySelector(".colour-pick");
    const [property, scheme] = field.dataset.place.split(" ");
    own.value = answer.properties[scheme][property];
    showProblem(field, answer.problems.find((each) => each.field === field.dataset.colour));
  }
}

function showProblem(field, problem) {
  const said = document.getElementById(`${field.id}-problem`);
  said.replaceChildren(problem ? problem.message : "");
  field.toggleAttribute("aria-invalid", Boolean(problem));
  if (!problem?.nearest) return;
  const use = document.createElement("button");
  use.type = "button";
  use.className = "button";
  use.textContent = looks.dataset.use.replace("%s", problem.nearest);
  use.addEventListener("click", () => {
    field.value = problem.nearest;
    field.focus();
    showColours();
  });
  said.append(use);
}

function addPicker(field) {
  const picker = document.createElement("input");
  picker.type = "color";
  picker.className = "colour-pick";
  picker.setAttribute("aria-label", `${looks.dataset.pick}: ${field.labels[0].textContent.trim()}`);
  picker.addEventListener("input", () => {
    field.value = picker.value;
    soon();
  });
  const said = document.createElement("div");
  said.id = `${field.id}-problem`;
  said.className = "colour-problem";
  said.setAttribute("role", "status");
  field.after(picker, said);
  field.addEventListener("input", soon);
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(showColours, 250);
}

if (looks) {
  fields.forEach(addPicker);
  document.getElementById("id_name").addEventListener("input", showName);
  showColours();
}
