"""The words that the owner watches for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WatchedWord(models.Model):
    """A word, phrase or host name whose comments wait for a moderator, however well known their author is."""

    on_pages = False

    text = models.CharField(_("word, phrase or domain"), max_length=100, unique=True)

    class Meta:
        ordering = ["text"]
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")

    def __str__(self) -> str:
        return self.text
