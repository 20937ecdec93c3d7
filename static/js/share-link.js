/* Copies the address of a text as it is without any progress, or hands it to the system's share sheet. */

class ShareLink extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.status = this.querySelector("[role=status]");
    const share = this.querySelector("[data-share]");
    share.hidden = !navigator.share;
    share.addEventListener("click", () => this.share());
    this.querySelector("[data-copy]").addEventListener("click", () => this.copy());
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.dataset.url);
      this.status.textContent = this.dataset.copied;
    } catch {
      // Not allowed, or no safe connection: the address to be copied by hand.
      this.status.textContent = this.dataset.url;
    }
  }

  async share() {
    try {
      await navigator.share({ title: this.dataset.title, url: this.dataset.url });
    } catch { /* the reader thought better of it */ }
  }
}

customElements.define("share-link", ShareLink);
