"""The work that a drama is based on."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class BasedOn(models.Model):
    """What is known of the webtoon, novel, … that a drama tells again; no more than its kind, perhaps."""

    class SourceKind(models.TextChoices):
        WEBTOON = "webtoon", gettext_lazy("webtoon")
        WEB_NOVEL = "web_novel", gettext_lazy("web novel")
        NOVEL = "novel", gettext_lazy("novel")
        MANGA = "manga", gettext_lazy("manga")
        ESSAY = "essay", gettext_lazy("essays")
        FILM = "film", gettext_lazy("film")
        DRAMA = "drama", gettext_lazy("drama")
        TRUE_STORY = "true_story", gettext_lazy("true story")
        OTHER = "other", gettext_lazy("other work")

    based_on_kind = models.CharField(
        gettext_lazy("based on"), max_length=20, choices=SourceKind.choices, blank=True
    )
    based_on_title = models.CharField(gettext_lazy("title of it"), max_length=200, blank=True)
    based_on_author = models.CharField(gettext_lazy("author"), max_length=120, blank=True)
    based_on_url = models.URLField(
        gettext_lazy("address of it"), blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )

    class Meta:
        abstract = True

    @property
    def source_title(self) -> str:
        """The title as the link to it reads, or the kind where there is no title: "Webtoon"."""
        return self.based_on_title or capfirst(str(self.get_based_on_kind_display()))

    @property
    def source_details(self) -> str:
        """What follows the title: "webtoon by Yoon Tae-ho"."""
        kind = str(self.get_based_on_kind_display()) if self.based_on_title else ""
        if not self.based_on_author:
            return kind
        if not kind:
            return _("by %(author)s") % {"author": self.based_on_author}
        return _("%(kind)s by %(author)s") % {"kind": kind, "author": self.based_on_author}


#: What a list of dramas is called that are based on such works.
FROM: dict[str, str | Promise] = {
    BasedOn.SourceKind.WEBTOON: gettext_lazy("From webtoons"),
    BasedOn.SourceKind.WEB_NOVEL: gettext_lazy("From web novels"),
    BasedOn.SourceKind.NOVEL: gettext_lazy("From novels"),
    BasedOn.SourceKind.MANGA: gettext_lazy("From manga"),
    BasedOn.SourceKind.ESSAY: gettext_lazy("From essays"),
    BasedOn.SourceKind.FILM: gettext_lazy("From films"),
    BasedOn.SourceKind.DRAMA: gettext_lazy("From other dramas"),
    BasedOn.SourceKind.TRUE_STORY: gettext_lazy("From true stories"),
    BasedOn.SourceKind.OTHER: gettext_lazy("From other works"),
}


def canonical_source(values: list[str]) -> str:
    """The kind of work that the parameters of an address ask for, or ""."""
    return values[-1] if values and values[-1] in FROM else ""
