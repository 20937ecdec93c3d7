"""What the spam filter has learned, and the words that the owner watches for."""

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


class SpamToken(models.Model):
    """In how many comments of each kind a word stood; the empty word counts the comments themselves."""

    on_pages = False

    token = models.CharField(max_length=100, unique=True)
    spam = models.PositiveIntegerField(default=0)
    ham = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.token


class Lesson(models.Model):
    """That the filter was taught by this comment, so that a change of mind can be taken back exactly."""

    on_pages = False

    comment = models.OneToOneField("comments.Comment", on_delete=models.CASCADE, related_name="lesson")
    is_spam = models.BooleanField()
    tokens = models.JSONField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.is_spam}"
