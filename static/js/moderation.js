// Keys for the moderation page. They work while the focus is on a comment, so that no other use of a key is disturbed
// and nobody triggers them by accident; all they do is to press what stands on the page.

const comments = [...document.querySelectorAll("[data-comment]")];

function here() {
  return document.activeElement?.closest("[data-comment]") ?? null;
}

function go(step) {
  const next = comments[comments.indexOf(here()) + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function typing(element) {
  return element.matches("input[type='text'], textarea, select");
}

function press(comment, key) {
  const control = (key === "u" ? document : comment).querySelector(`[data-key="${key}"]`);
  if (!control) return false;
  if (control.matches("select")) control.focus();
  else control.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  const comment = here();
  if (!comment || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") comment.focus();
    return;
  }
  const key = event.key.toLowerCase();
  if (key === "j") go(1);
  else if (key === "k") go(-1);
  else if (!/^[ashrexcu]$/.test(key) || !press(comment, key)) return;
  event.preventDefault();
});

// After a decision the list is shorter by one: the next comment stands where the last one was.
if (new URLSearchParams(location.search).has("after")) comments[0]?.focus();
