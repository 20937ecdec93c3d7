"""Thousands of strings that want to run, in every field of a comment: `python -m tests.torture.xss [FOLDER]`.

The strings come from the packages brs-kb and wapiti3 (PyPI) and blns (npm), which are fetched into FOLDER, or into a
temporary one. Chromium's own parser judges all of them; 2,000 are then shown to it as pages without any policy.
"""

import configparser
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django
from playwright.sync_api import Browser, sync_playwright

django.setup()

from tests.security.hostile_comments import JUDGE, raw, renderings  # noqa: E402
from tests.torture.report import Report  # noqa: E402
from tests.watched_browser import LAUNCH_ARGUMENTS, installed_browser  # noqa: E402

SHOWN = 2_000
_AT_ONCE = 25
_HOST = "http://site.example"
#: Counts whatever a string calls when it runs.
_COUNT = """window.ran = 0;
for (const name of ["alert", "confirm", "prompt", "print", "open", "eval"]) {
  window[name] = () => { window.ran += 1; };
}"""


def fetched(folder: Path) -> Path:
    if not (folder / "python").exists():
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--target",
            str(folder / "python"),
        ]
        subprocess.run([*command, "brs-kb", "wapiti3"], check=True)
        subprocess.run(["npm", "pack", "--silent", "blns"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(
            ["tar", "xzf", next(folder.glob("blns-*.tgz"))], cwd=folder, check=True, stderr=subprocess.DEVNULL
        )
    return folder


def strings(folder: Path) -> Iterator[str]:
    sys.path.append(str(folder / "python"))
    from brs_kb import get_all_payloads

    yield from (str(each["payload"]) for each in get_all_payloads().values())
    rules = configparser.ConfigParser(interpolation=None, strict=False)
    rules.read(folder / "python/wapitiCore/data/attacks/xssPayloads.ini", encoding="utf-8")
    yield from (
        rules[name]["payload"].replace("[LF]", "\n").replace("[TAB]", "\t") for name in rules.sections()
    )
    yield from json.loads(next((folder / "package").rglob("blns.json")).read_text(encoding="utf-8"))


def judged(browser: Browser, fragments: list[str]) -> int:
    """How many of these pieces of a page hold something dangerous."""
    page = browser.new_page()
    found = 0
    for start in range(0, len(fragments), 500):
        found += sum(bool(what) for what in page.evaluate(JUDGE, fragments[start : start + 500]))
    page.close()
    return found


def executed(browser: Browser, pieces: list[str]) -> int:
    """How many of these ran, navigated or asked for anything when they were on a page without a policy."""
    count = 0
    for start in range(0, len(pieces), _AT_ONCE):
        together = pieces[start : start + _AT_ONCE]
        # Where one of many does something, each is looked at by itself.
        if _ran(browser, "\n".join(together)):
            count += sum(_ran(browser, piece) for piece in together)
    return count


def _ran(browser: Browser, html: str) -> bool:
    context = browser.new_context()
    asked: list[str] = []
    context.add_init_script(_COUNT)
    page = context.new_page()
    page.on("dialog", lambda dialog: (asked.append("dialog"), dialog.dismiss()))
    document = f"<!doctype html><title>x</title><body>{html}</body>"

    def answer(route: object) -> None:
        address = route.request.url  # type: ignore[attr-defined]
        if address == f"{_HOST}/page" and not asked:
            asked.append("")
            route.fulfill(body=document, content_type="text/html; charset=utf-8")  # type: ignore[attr-defined]
        else:
            asked.append(address)
            route.abort()  # type: ignore[attr-defined]

    context.route("**/*", answer)
    try:
        page.goto(f"{_HOST}/page", wait_until="load")
        ran = page.evaluate("window.ran")
    except Exception:
        ran = 1  # it led away
    context.close()
    return bool(ran or any(asked))


def main() -> None:
    report = Report()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as driver:
        corpus = list(dict.fromkeys(strings(fetched(Path(sys.argv[1] if sys.argv[1:] else temporary)))))
        browser = driver.chromium.launch(args=LAUNCH_ARGUMENTS, **installed_browser(driver.chromium))  # type: ignore[arg-type]
        pieces = [list(renderings(text)) for text in corpus]
        every = [html for of_one in pieces for html in of_one]
        dangerous, control = judged(browser, every), judged(browser, [raw(text) for text in corpus])
        report.line(
            "judged",
            f"{len(corpus)} strings in {len(every)} places: {dangerous} dangerous; put in raw: {control}",
            none_dangerous=dangerous == 0,
            the_control_goes_red=control > len(corpus) // 4,
        )
        shown = list(range(0, len(corpus), max(1, len(corpus) // SHOWN)))[:SHOWN]
        untreated = shown[:: max(1, len(shown) // 100)]
        ran = executed(browser, ["".join(pieces[at][:3]) for at in shown])
        wild = executed(browser, [raw(corpus[at]) for at in untreated])
        report.line(
            "executed",
            f"{len(shown)} strings in Chromium without a policy: {ran} ran; of {len(untreated)} put in raw: {wild}",
            none_ran=ran == 0,
            the_control_goes_red=wild > 10,
        )
        browser.close()
    report.exit()


if __name__ == "__main__":
    main()
