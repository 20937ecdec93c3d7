"""The owner's theme, a folder that they write on the server: templates that replace ours, and one stylesheet.

It is read when the site starts, as the code is. A template that is broken is as if it were not there.
"""

import hashlib
import logging
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.template import Engine, Origin, Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loaders import filesystem
from django.urls import reverse

logger = logging.getLogger(__name__)

THEME_PATTERN = r"theme/(?P<digest>[0-9a-f]{8})\.css"
_FALLS_BACK = "Readers get the site’s own template until it is mended and the site restarted."
#: What the policy on content refuses: styles, fonts and pictures of other sites, and those within the stylesheet.
_REFUSED = re.compile(r"""@import\s|url\(\s*["']?(?:https?:|//|data:)""", re.IGNORECASE)
_BROKEN = (TemplateSyntaxError, UnicodeDecodeError, OSError)


class Stylesheet(NamedTuple):
    css: bytes
    digest: str

    @property
    def address(self) -> str:
        return reverse("theme", args=[self.digest])


def folder() -> Path:
    return Path(settings.THEME_DIR)


@cache
def stylesheet() -> Stylesheet | None:
    """theme.css as it was when this process first asked; None if there is none that can be read."""
    try:
        css = (folder() / "theme.css").read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        logger.error("The theme's stylesheet cannot be read: %s", error)
        return None
    return Stylesheet(css, hashlib.sha256(css).hexdigest()[:8])


class Loader(filesystem.Loader):
    """Finds the theme's templates before ours."""

    def get_dirs(self) -> list[str | Path]:
        return [folder() / "templates"]

    def get_contents(self, origin: Origin) -> str:
        """The text of a template that can be read and compiled; for others the search goes on with ours."""
        try:
            text = super().get_contents(origin)
            Template(text, origin, str(origin.template_name), self.engine)
        except TemplateDoesNotExist:
            raise
        except _BROKEN as error:
            logger.error(
                "The theme's template %s is broken: %s. %s", origin.template_name, error, _FALLS_BACK
            )
            raise TemplateDoesNotExist(origin) from error
        return text


@register(Tags.templates)
def check_theme(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [*_broken_templates(), *_unused_templates(), *_refused_styles()]


def _broken_templates() -> Iterator[CheckMessage]:
    for name, path in _templates().items():
        try:
            Template(path.read_text(encoding="utf-8"), Origin(str(path), name), name, Engine.get_default())
        except _BROKEN as error:
            said = f"The theme's template {name} is broken: {error}"
            yield Warning(said, hint=_FALLS_BACK, obj=str(path), id="reviewsite.W003")


def _unused_templates() -> Iterator[CheckMessage]:
    """A name that differs from ours by a letter replaces nothing."""
    found = _templates()
    texts = {name: path.read_text(encoding="utf-8", errors="replace") for name, path in found.items()}
    for name, path in found.items():
        is_ours = any((Path(ours) / name).is_file() for ours in _our_folders())
        if not is_ours and not any(name in text for other, text in texts.items() if other != name):
            said = (
                f"The theme's template {name} replaces none of the site's, and none of the theme's names it."
            )
            hint = "docs/theme.md says which there are."
            yield Warning(said, hint=hint, obj=str(path), id="reviewsite.W004")


def _refused_styles() -> Iterator[CheckMessage]:
    css = found.css.decode(errors="replace") if (found := stylesheet()) else ""
    for match in _REFUSED.finditer(css):
        line = css.count("\n", 0, match.start()) + 1
        said = f"theme.css, line {line}: browsers will not load what {match[0].strip()} asks for."
        hint = "Pages take styles, fonts and pictures from this site's own addresses only."
        yield Warning(said, hint=hint, id="reviewsite.W005")


def _templates() -> dict[str, Path]:
    base = folder() / "templates"
    return {path.relative_to(base).as_posix(): path for path in sorted(base.rglob("*")) if path.is_file()}


def _our_folders() -> Iterator[Path]:
    cached: Any = Engine.get_default().template_loaders[0]
    for loader in cached.loaders:
        if not isinstance(loader, Loader):
            yield from map(Path, loader.get_dirs())
