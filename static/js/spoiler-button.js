/* <spoiler-button data-for="id of a textarea">: a button that hides the selected words as ||a spoiler||. Without this
   script the button is not there, and the hint below the text says how to write the marks. */

class SpoilerButton extends HTMLElement {
  connectedCallback() {
    this.area = document.getElementById(this.dataset.for);
    const button = this.querySelector("button");
    if (!this.area || this.isStarted) return;
    this.isStarted = true;
    button.setAttribute("aria-controls", this.area.id);
    button.addEventListener("click", () => this.hide());
    this.area.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.altKey || event.code !== "KeyX") return;
      event.preventDefault();
      this.hide();
    });
    this.hidden = false;
  }

  /* A spoiler ends with its paragraph, so each one that is selected becomes a spoiler of its own. */
  hide() {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const selected = value.slice(start, end);
    const isEmpty = !selected.trim();
    const words = isEmpty ? this.dataset.words : selected;
    const marked = words.split(/(\n\s*)/).map((part) => (part.trim() ? wrapped(part) : part)).join("");
    this.area.focus();
    this.area.setSelectionRange(start, end);
    // So that Ctrl+Z takes it back; where the browser cannot, the text is set.
    if (!document.execCommand("insertText", false, marked)) {
      this.area.setRangeText(marked);
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    // The words are selected: what is typed next takes the place of the example.
    if (isEmpty) this.area.setSelectionRange(start + 2, start + marked.length - 2);
  }
}

function wrapped(line) {
  const [, before, inner, after] = line.match(/^(\s*(?:(?:[-*+>]|\d+[.)])\s+)*)(.*?)(\s*)$/s);
  return inner ? `${before}||${inner}||${after}` : line;
}

customElements.define("spoiler-button", SpoilerButton);
