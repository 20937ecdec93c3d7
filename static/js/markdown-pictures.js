// <markdown-pictures>, inside <markdown-editor>: paste, drop or choose a picture, and describe it immediately.
// Lists the pictures of the text, also those that an imported document left waiting for their file.

class MarkdownPictures extends HTMLElement {
  connectedCallback() {
    if (this.editor || this.closest(".empty-form")) return;
    this.editor = this.closest("markdown-editor");
    this.list = this.querySelector("ul");
    this.template = this.querySelector("template");
    this.chooser = this.querySelector("input[type=file]");
    this.items = new Map();
    this.startDropping(this.editor.querySelector("textarea"));
    this.editor.addEventListener("markdown-previewed", (event) => this.show(event.detail));
    this.editor.addEventListener("markdown-choose-picture", () => this.choose());
    this.chooser.addEventListener("change", () => {
      this.upload([...this.chooser.files], this.chooser.dataset.key);
      this.chooser.value = "";
    });
  }

  startDropping(area) {
    area.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      // Word processors put a picture of the text beside the text.
      if (!files.length || event.clipboardData.getData("text/plain")) return;
      event.preventDefault();
      this.upload(files);
    });
    const carriesFiles = (event) => event.dataTransfer.types.includes("Files");
    area.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.editor.classList.add("me-dropping");
    });
    area.addEventListener("dragleave", () => this.editor.classList.remove("me-dropping"));
    area.addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.editor.classList.remove("me-dropping");
      this.upload([...event.dataTransfer.files]);
    });
  }

  choose(key = "") {
    this.chooser.dataset.key = key;
    this.chooser.multiple = !key;
    this.chooser.click();
  }

  /** Send the files one after the other; a new picture is inserted at the cursor, one with a key fills its slot. */
  async upload(files, key = "") {
    const problems = [];
    let first = null;
    this.editor.say("");
    for (const file of files) {
      this.tell(`${this.dataset.uploading} ${file.name}…`);
      try {
        if (file.size > Number(this.dataset.maxBytes)) throw new Error(this.dataset.tooLarge);
        const picture = await this.editor.post(this.dataset.uploadUrl, { file, key });
        if (!key) this.editor.insertBlock(picture.markdown);
        const item = this.item(picture);
        first ??= item;
        this.tell([`${this.dataset.stored} ${file.name}.`, picture.notice].join(" "));
      } catch (error) {
        this.tell("");
        problems.push(`${file.name}: ${error.message}`);
      }
    }
    if (first) {
      this.editor.refresh(true);
      this.open(first, true);
      first.querySelector("[data-field=alt]").focus();
    }
    this.editor.say(problems.join(" "));
  }

  show(pictures) {
    const keys = new Set(pictures.map((picture) => picture.key));
    for (const [key, item] of this.items) {
      if (keys.has(key)) continue;
      item.remove();
      this.items.delete(key);
    }
    pictures.forEach((picture) => this.item(picture));
    this.list.hidden = !this.items.size;
  }

  /** The list item of a picture, made or brought up to date. An open description is left to its writer. */
  item(picture) {
    let item = this.items.get(picture.key);
    if (!item) {
      item = this.template.content.firstElementChild.cloneNode(true);
      this.items.set(picture.key, item);
      this.list.append(item);
      this.list.hidden = false;
      this.startItem(item, picture.key);
    }
    this.summarise(item, picture);
    if (item.querySelector(".me-describe").hidden) this.fill(item, picture);
    return item;
  }

  startItem(item, key) {
    const [select, number] = item.querySelectorAll(".me-scope select, .me-scope input");
    select.addEventListener("change", () => (number.hidden = select.value !== "n"));
    const does = {
      file: () => this.choose(key),
      describe: () => this.open(item, item.querySelector(".me-describe").hidden),
      close: () => this.open(item, false),
      save: () => this.save(item, key),
    };
    item.addEventListener("click", ({ target }) => does[target.closest("[data-do]")?.dataset.do]?.());
    item.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.open(item, false);
      if (event.key !== "Enter" || event.target.matches("button")) return;
      event.preventDefault();
      this.save(item, key);
    });
  }

  summarise(item, picture) {
    const img = item.querySelector("img");
    img.hidden = !picture.url;
    if (picture.url && img.getAttribute("src") !== picture.url) img.src = picture.url;
    item.querySelector("b").textContent = picture.caption || picture.alt || picture.key;
    const lacks = [
      [!picture.url, this.dataset.waiting],
      [!picture.alt, this.dataset.wordless],
      [!picture.credit, this.dataset.creditless],
    ];
    item.querySelector(".me-picture-state").textContent = lacks.flatMap(([is, words]) => (is ? [words] : [])).join(" · ");
  }

  fill(item, picture) {
    for (const input of item.querySelectorAll("[data-field]")) input.value = picture[input.dataset.field];
    const [select, number] = item.querySelectorAll(".me-scope select, .me-scope input");
    const scope = String(picture.spoils_through);
    const plain = [...select.options].some((option) => option.value === scope);
    select.value = plain ? scope : "n";
    number.value = plain ? "1" : scope;
    number.hidden = plain;
  }

  open(item, isOpen) {
    const button = item.querySelector("[data-do=describe]");
    const form = item.querySelector(".me-describe");
    const hadFocus = form.contains(document.activeElement);
    form.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen && hadFocus) button.focus();
  }

  async save(item, key) {
    const error = item.querySelector(".me-error");
    const [select, number] = item.querySelectorAll(".me-scope select, .me-scope input");
    const fields = { spoils_through: select.value === "n" ? number.value : select.value };
    for (const input of item.querySelectorAll("[data-field]")) fields[input.dataset.field] = input.value;
    try {
      const picture = await this.editor.post(this.dataset.describeUrl.replace("KEY", key), fields);
      error.hidden = true;
      this.open(item, false);
      this.item(picture);
      this.tell(this.dataset.saved);
      this.editor.refresh(true);
    } catch (problem) {
      const details = Object.values(problem.fields ?? {}).flat();
      error.textContent = [problem.message, ...details].join(" ");
      error.hidden = false;
      const wrong = Object.keys(problem.fields ?? {})[0];
      item.querySelector(`[data-field="${wrong}"]`)?.focus();
    }
  }

  tell(message) {
    this.querySelector(".me-status").textContent = message;
  }
}

customElements.define("markdown-pictures", MarkdownPictures);
