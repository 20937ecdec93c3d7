from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models.review import Review


class SourceDocument(models.Model):
    """The text that a review was imported from, as its writer had it."""

    on_pages = False

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="source_document")
    name = models.CharField(_("file name"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the text, hexadecimal")
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")

    def __str__(self) -> str:
        return self.name or self.digest[:12]
