"""What shows a picture, and what follows from it: who may change the picture, and what the publish check says.

The apps that have pictures register a function that finds the `Use`s of one; this module knows none of their models.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reviewsite.accounts import audit
from reviewsite.images.models import Image


class Finding(Protocol):
    """What the publish check says. It is worded for people; one that `stops` needs a reason to be overruled."""

    @property
    def message(self) -> str | Promise: ...
    @property
    def place(self) -> str | Promise: ...
    @property
    def stops(self) -> bool: ...


@dataclass(frozen=True)
class Use:
    """One thing that shows a picture. Each app has its own kind, which says what its publish check says."""

    shown_in: models.Model
    is_public: bool

    def may_be_changed_by(self, user: Any) -> bool:
        raise NotImplementedError

    def findings(self, image: Image) -> Sequence[Finding]:
        """What the publish check would newly say if the picture were as `image` is, which is not saved."""
        return []

    def keep(self) -> None:
        """Keep what is stored now as a revision, if nobody has, and hold the row until the transaction ends."""

    def record(self, user: Any, comment: str) -> None:
        """Keep what is stored after a change as a revision."""

    @property
    def admin_address(self) -> str:
        meta = self.shown_in._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.shown_in.pk])

    def __str__(self) -> str:
        return f"{capfirst(str(self.shown_in._meta.verbose_name))} “{self.shown_in}”"


Finder = Callable[[Image], Iterable[Use]]

_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    _finders.append(finder)
    return finder


def uses_of(image: Image) -> list[Use]:
    """Everything that shows the picture, what is public first."""
    found = [use for finder in _finders for use in finder(image)] if image.pk else []
    return sorted(found, key=lambda use: not use.is_public)


def findings_about(image: Image) -> list[Finding]:
    """What the publish checks of all that is public would newly say to `image`, which is not saved."""
    found = [each for use in uses_of(image) if use.is_public for each in use.findings(image)]
    # Two pages may say the same of it.
    return list({(str(each.place), str(each.message)): each for each in found}.values())


@contextmanager
def changing(
    image: Image,
    *,
    request: HttpRequest | None = None,
    user: Any = None,
    event: audit.Event = audit.Event.PICTURE_CHANGED,
    findings: Iterable[Finding] = (),
    reason: str = "",
) -> Iterator[list[Use]]:
    """Change a picture inside of this: its uses keep a revision from before and after, and the log an entry.

    Raises PermissionDenied if one of them became public while somebody without the right to it was at the form.
    """
    user = user or (request.user if request else None)
    with transaction.atomic():
        uses = uses_of(image)
        for use in uses:
            use.keep()
        if user is not None and not all(
            use.may_be_changed_by(user) for use in uses_of(image) if use.is_public
        ):
            raise PermissionDenied
        yield uses
        for use in uses:
            use.record(user, _("Picture “%(picture)s”") % {"picture": image})
        said = {"actor": user, "about": image, "request": request}
        audit.record(event, detail="; ".join(map(str, uses)), **said)
        if stops := [f"{found.place}: {found.message}" for found in findings if found.stops]:
            audit.record(audit.Event.OVERRIDE, detail=f"{reason} ({'; '.join(stops)})", **said)
