// Buttons with data-copy put their text on the clipboard and say so.

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Without a secure connection there is no clipboard: leave the text selected, ready for the keyboard.
    const text = button.parentElement.querySelector("code");
    getSelection().selectAllChildren(text);
    return;
  }
  const label = button.textContent;
  button.textContent = `✓ ${label}`;
  setTimeout(() => (button.textContent = label), 1500);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
