"""Slugs that keep working: a renamed page redirects from its old address for ever."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

_SLUG = re.compile(r"[-\w]{1,120}", re.ASCII)


class RetiredSlug(models.Model):
    """An address that an object once had."""

    model = models.CharField(max_length=60, help_text="app_label.model_name")
    slug = models.SlugField(max_length=120, allow_unicode=True)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "slug"], name="retired_slug_unique")]

    def __str__(self) -> str:
        return f"{self.model}: {self.slug}"


class SluggedModel(models.Model):
    """A model with a unique slug whose former values are remembered.

    Where its manager's queryset has `published()`, the other rows are private: they redirect from nothing that a
    public row ever had, whatever they are called meanwhile.
    """

    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_("The last part of the address; old addresses keep working."),
    )

    class Meta:
        abstract = True

    _stored_slug: str | None = None

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        instance = super().from_db(*args, **kwargs)
        # Only when loaded: asking a deferred field here would cost a query for each row.
        instance._stored_slug = instance.__dict__.get("slug")
        return instance

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: DJ012
        stored = self._stored_slug
        if not stored or stored == self.slug:
            super().save(*args, **kwargs)
        else:
            with transaction.atomic():
                retire(self, stored)
                super().save(*args, **kwargs)
        self._stored_slug = self.slug


def retire(row: SluggedModel, slug: str, target: SluggedModel | None = None) -> RetiredSlug:
    """Let `slug`, which `row` has as it is stored, lead to `target`, by default to the row itself."""
    lead = RetiredSlug.objects.update_or_create if _is_published(row) else RetiredSlug.objects.get_or_create
    return lead(model=row._meta.label_lower, slug=slug, defaults={"object_id": (target or row).pk})[0]


def _is_published(row: SluggedModel) -> bool:
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    return bool(rows.published().exists() if hasattr(rows, "published") else rows.exists())


_romanisers: list[Callable[[str], str]] = []


def romanise_with(romaniser: Callable[[str], str]) -> None:
    """Let addresses of what is called only in Hangul be made of this reading of it."""
    _romanisers.append(romaniser)


def slug_of(text: str) -> str:
    """`text` as an address has it: its Latin letters, or the reading of what has none; "" for signs alone."""
    readings = (text, *(romaniser(text) for romaniser in _romanisers))
    return next(filter(None, (slugify(reading)[:100].strip("-") for reading in readings)), "")


def free_slug(model: type[models.Model], text: str) -> str:
    """A slug of `text` that no row has or had: `run-on`, `run-on-2`, …"""
    slug = base = slug_of(text) or str(model._meta.model_name)
    number = 2
    retired = RetiredSlug.objects.filter(model=model._meta.label_lower)
    while model._default_manager.filter(slug=slug).exists() or retired.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def canonical_slug(values: list[str]) -> str:
    """What of the values of a parameter may be the slug of a row, or ""."""
    return values[-1] if values and _SLUG.fullmatch(values[-1]) else ""


M = TypeVar("M", bound=SluggedModel)


class Moved(Exception):  # noqa: N818  it is an answer, not an error
    """The slug was renamed; `target` is the object that it named."""

    def __init__(self, target: SluggedModel) -> None:
        super().__init__(target.slug)
        self.target = target


def get_by_slug(queryset: models.QuerySet[M], slug: str) -> M:
    """The object with this slug. Raises `Moved` for a renamed one, Http404 for an unknown one.

    Of two that had it, the one that has it now comes first; but a row outside of `queryset` hides nothing in it.
    """
    for found in queryset.order_by().filter(slug=slug)[:1]:  # in SQL, `first()` would sort this one
        return found
    retired = RetiredSlug.objects.filter(model=queryset.model._meta.label_lower, slug=slug).first()
    if retired is not None and (target := queryset.filter(pk=retired.object_id).first()):
        raise Moved(target)
    raise Http404


class MovedMiddleware:
    """Answers `Moved` with a permanent redirect that keeps the query string."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponsePermanentRedirect | None:
        if not isinstance(exception, Moved):
            return None
        query = request.META.get("QUERY_STRING", "")
        address = exception.target.get_absolute_url()  # type: ignore[attr-defined]
        return redirect(f"{address}?{query}" if query else address, permanent=True)
