"""What is wrong with a page of the admin: by axe, by the content security policy, and by its width on a phone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

#: Width, height and colours: a desk by day, a phone by night.
VIEWS: list[tuple[ViewportSize, str]] = [
    ({"width": 1280, "height": 800}, "light"),
    ({"width": 360, "height": 740}, "dark"),
]
#: Its complaint about the checker's own styles comes from no address.
FROM_AXE = r"Applying inline style .*\(\)$"
#: Before anything of the page runs; read before axe does, whose own styles the policy refuses too.
WATCH = """
  window.refusedByPolicy = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
    refusedByPolicy.push(`${violatedDirective} ${blockedURI} ${sourceFile}`));
"""
#: Colours on their way from one scheme to the other are neither.
_ARRIVED = "Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)))"
_AXE = Axe().axe_script
#: Style sheets are not fetched again for it.
_RUN = """async () => {
  const { violations } = await axe.run(document, { preload: false, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
}"""
#: What makes the page scroll sideways, or else controls that are cut off where nothing scrolls.
_TOO_WIDE = """() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const isBeyond = (e) => e.checkVisibility() && e.getBoundingClientRect().right > clientWidth + 1;
  const scrolls = (e) => e && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const found = scrollWidth > clientWidth
    ? [...document.querySelectorAll("body *")].filter(isBeyond)
    : [...document.querySelectorAll("textarea, select, input, button")].filter((e) => isBeyond(e) && !scrolls(e));
  const named = found.slice(0, 4).map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
  return scrollWidth > clientWidth || named.length ? [`${scrollWidth}: ${named}`] : [];
}"""


def watch(page: Page) -> None:
    """From the next page on, tell what the policy refused."""
    page.add_init_script(WATCH)


def faults(page: Page, axe_on_phone: bool = True) -> list[str]:
    """Of the page as it is now; the last view stays."""
    found = [f"refused by the policy: {refused}" for refused in page.evaluate("window.refusedByPolicy")]
    page.evaluate(_AXE)
    for size, scheme in VIEWS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.evaluate(_ARRIVED)
        view = f"{size['width']} {scheme}"
        for violation in page.evaluate(_RUN) if axe_on_phone or scheme == "light" else ():
            nodes = [html[:160] for html in violation["nodes"]]
            found.append(f"{view} {violation['id']} {len(nodes)}: {' | '.join(nodes[:4])}")
        found += [f"{view} wider than it: {width}" for width in page.evaluate(_TOO_WIDE)]
    return found
