"""What the owner says of the site itself: its pages, and one row of settings."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import get_resolver, reverse
from django.utils.translation import gettext_lazy as _

from reviewsite.pagecache import present
from reviewsite.site import colours
from reviewsite.site.look import FIELDS, Look, problems
from reviewsite.site.social_links import Link, links_of, parse_social_links
from reviewsite.slugs import SluggedModel

#: Pages with an address of their own at the root of the site, by their slugs; the routes have the same names.
SHORT_ADDRESSES = ("about", "privacy")

#: By style of dates: what replaces a long and a short date of the templates.
_DATE_FORMS = {
    "day": (),
    "month": (("j F Y", "F j, Y"), ("j M Y", "M j, Y")),
    "numbers": (("j F Y", "Y-m-d"), ("j M Y", "Y-m-d")),
}


class PageQuerySet(models.QuerySet["Page"]):
    def published(self) -> "PageQuerySet":
        return self.filter(is_public=True)

    def linked(self) -> "PageQuerySet":
        """Public pages of the menu and the footer, without their texts."""
        return self.published().exclude(place=Page.Place.NOWHERE).only("title", "slug", "place")


class Page(SluggedModel):
    """A text about the site itself, such as "About" or "Contact"."""

    class Place(models.TextChoices):
        MENU = "menu", _("in the menu")
        FOOTER = "footer", _("in the footer")
        NOWHERE = "nowhere", _("nowhere: by its address only")

    title = models.CharField(_("title"), max_length=80)
    body = models.TextField(
        _("text"),
        max_length=100_000,
        help_text=_("Markdown. Hide a spoiler with ||text||."),
    )
    place = models.CharField(_("linked"), max_length=10, choices=Place.choices, default=Place.FOOTER)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Lower numbers come first.")
    )
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Readers see public pages only."))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(self.slug) if self.slug in SHORT_ADDRESSES else reverse("page", args=[self.slug])

    def clean(self) -> None:
        if self.slug not in SHORT_ADDRESSES and self.slug in _first_words(get_resolver().url_patterns):
            said = _("/%(slug)s/ is already an address of this site. Choose another slug.")
            raise ValidationError({"slug": ValidationError(said % {"slug": self.slug}, code="route")})


def _first_words(patterns: Iterable[Any]) -> Iterator[str]:
    """What the addresses of all routes begin with: "reviews", "feeds", "sitemap.xml"."""
    for each in patterns:
        if route := str(each.pattern).lstrip("^"):
            yield route.partition("/")[0]
        elif hasattr(each, "url_patterns"):
            yield from _first_words(each.url_patterns)


class SiteSettings(models.Model):
    """The one row of what the owner says of the site. `reviewsite.site.current` reads it."""

    class DateStyle(models.TextChoices):
        DAY_FIRST = "day", _("28 November 2026")
        MONTH_FIRST = "month", _("November 28, 2026")
        NUMBERS = "numbers", _("2026-11-28")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=60)
    tagline = models.CharField(
        _("tagline"), max_length=150, blank=True, help_text=_("One line, without a full stop.")
    )
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences for search engines and link previews. If empty: the tagline."),
    )
    contact = models.EmailField(
        _("contact address"), blank=True, help_text=_("Shown in the footer. If empty: not shown.")
    )
    social_links = models.TextField(
        _("social links"),
        max_length=2000,
        blank=True,
        help_text=_(
            "One a line: a name, a space, the address, as in “Instagram https://instagram.com/name”."
        ),
    )
    footer_text = models.CharField(_("footer text"), max_length=300, blank=True)
    notice = models.CharField(
        _("notice"), max_length=200, blank=True, help_text=_("One line at the top of every page.")
    )
    notice_until = models.DateTimeField(
        _("notice ends"), null=True, blank=True, help_text=_("If empty: until you remove it.")
    )
    comments_policy = models.TextField(
        _("comments policy"), max_length=3000, blank=True, help_text=_("Markdown, shown at the comment form.")
    )
    date_style = models.CharField(
        _("dates"), max_length=10, choices=DateStyle.choices, default=DateStyle.DAY_FIRST
    )
    accent = models.CharField(
        _("colour of links and buttons"),
        max_length=20,
        blank=True,
        help_text=_("If empty: celadon, #1f5f52."),
    )
    accent_dark = models.CharField(
        _("colour of links at night"),
        max_length=20,
        blank=True,
        help_text=_("If empty: a lighter one of the same hue."),
    )
    seal = models.CharField(
        _("colour of the seal"), max_length=20, blank=True, help_text=_("If empty: vermilion, #b3261e.")
    )
    seal_dark = models.CharField(
        _("colour of the seal at night"),
        max_length=20,
        blank=True,
        help_text=_("If empty: a lighter one of the same hue."),
    )
    logo = models.ForeignKey(
        "images.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
    )
    icon = models.ForeignKey(
        "images.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("icon"),
    )
    share_picture = models.ForeignKey(
        "images.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("share picture"),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_settings_one_row")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        errors: dict[str, ValidationError] = {}
        try:
            parse_social_links(self.social_links)
        except ValidationError as error:
            errors["social_links"] = error
        for name in FIELDS:
            setattr(self, name, colours.parse(written := getattr(self, name)) or written)
        errors |= {each.field: each.error for each in problems(self.look)}
        if errors:
            raise ValidationError(errors)

    @property
    def look(self) -> Look:
        return Look(**{name: getattr(self, name) for name in FIELDS})

    @property
    def notice_now(self) -> str:
        """The notice as long as it has not ended."""
        return "" if self.notice_until and self.notice_until <= present.now() else self.notice

    def date_form(self, form: str) -> str:
        """`form`, which names the day first, as this site writes dates: "j F Y" as "F j, Y"."""
        for usual, other in _DATE_FORMS[self.date_style]:
            form = form.replace(usual, other)
        return form

    @property
    def social(self) -> list[Link]:
        return links_of(self.social_links)
