"""One stylesheet for the browser out of many small ones for people.

A finder hands `css/site.css` to `collectstatic` and to the development server: the files of `SOURCES` in
this order, without their comments. A phone then asks once, and the cascade is readable in one place.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
SOURCES = ("tokens.css", "base.css", "layout.css", "components/*.css", "print.css")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\n\s*")


def sources(folder: Path) -> list[Path]:
    return [path for pattern in SOURCES for path in sorted(folder.glob(pattern))]


def joined(folder: Path) -> str:
    css = "\n".join(path.read_text(encoding="utf-8") for path in sources(folder))
    return _SPACE.sub("\n", _COMMENT.sub("", css)).strip() + "\n"


class StylesheetFinder(BaseFinder):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.folder = settings.BASE_DIR / "static" / "css"
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "stylesheets")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        found = self._write()
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        self._write()
        yield NAME, self.storage

    def _write(self) -> str:
        target = Path(self.storage.path(NAME))
        css = joined(self.folder)
        if not target.exists() or target.read_text(encoding="utf-8") != css:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(css, encoding="utf-8")
        return str(target)
