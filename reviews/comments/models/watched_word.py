"""Words that hold a comment for a moderator."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WatchedWord(models.Model):
    """A comment that has this word, phrase or domain in it waits for a moderator, even if its author is trusted."""

    on_pages = False

    text = models.CharField(_("word, phrase or domain"), max_length=100, unique=True)

    class Meta:
        ordering = ["text"]
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")

    def __str__(self) -> str:
        return self.text
