from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from dramas.models.drama import Drama
from dramas.models.scoped import ScopedRows
from reviewsite.spoilers import SpoilsThroughField


class Song(models.Model):
    """A song of the soundtrack. A title can tell what it is played to, so each has a scope."""

    drama = models.ForeignKey(Drama, on_delete=models.CASCADE, related_name="songs")
    title = models.CharField(_("title"), max_length=150)
    title_ko = models.CharField(_("title in Hangul"), max_length=150, blank=True)
    singer = models.CharField(_("singer"), max_length=120, blank=True)
    url = models.URLField(_("address"), blank=True, validators=[URLValidator(schemes=["http", "https"])])
    spoils_through = SpoilsThroughField(help_text=_("If its title gives something away."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ScopedRows["Song"].as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("song")
        verbose_name_plural = _("songs")
        constraints = [models.UniqueConstraint(fields=["drama", "title", "singer"], name="song_unique")]

    def __str__(self) -> str:
        return f"{self.title}, {self.singer}" if self.singer else self.title
