"""A page by its Tab key: what is reached in which order, and what never is or does not show that it has the focus."""

from playwright.sync_api import Page

#: Numbers what can be operated now; radio buttons of one group are one stop, as they are for Tab.
_MARK = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const groups = new Map();
  let count = 0;
  for (const element of document.querySelectorAll(all)) {
    if (element.disabled || element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true })) continue;
    const key = element.type === "radio" ? element.name : count;
    if (!groups.has(key)) groups.set(key, String(count++));
    element.dataset.stop = groups.get(key);
    const { outline, boxShadow, border, backgroundColor, color, textDecoration } = getComputedStyle(element);
    element.atRest = [outline, boxShadow, border, backgroundColor, color, textDecoration].join();
  }
  document.activeElement.blur();
  scrollTo(0, 0);
  return count;
}"""
_HERE = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const { outline, boxShadow, border, backgroundColor, color, textDecoration } = getComputedStyle(element);
  const now = [outline, boxShadow, border, backgroundColor, color, textDecoration].join();
  const { width, height, bottom, top } = element.getBoundingClientRect();
  const isSeen = width > 0 && height > 0 && bottom > 0 && top < innerHeight;
  return [element.dataset.stop ?? "", isSeen && now !== element.atRest, element.outerHTML.slice(0, 120)];
}"""
_MISSED = """(reached) => [...document.querySelectorAll("[data-stop]")]
  .filter((element) => !reached.includes(element.dataset.stop)).map((element) => element.outerHTML.slice(0, 120))"""


def faults(page: Page) -> list[str]:
    """What Tab never reaches on this page, and what takes the focus without showing it."""
    count = page.evaluate(_MARK)
    found, reached = [], set()
    for _press in range(count + 20):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None or (here[0] and here[0] in reached and len(reached) >= count):
            break
        stop, shows, html = here
        if not shows and stop not in reached:
            found.append(f"shows no focus: {html}")
        reached.add(stop)
    return found + [f"never reached: {html}" for html in page.evaluate(_MISSED, list(reached))]
