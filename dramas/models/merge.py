from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MergeQuerySet(models.QuerySet["Merge"]):
    def follow(self, model: str, pk: int) -> int:
        """The key of the row that this one was merged into, or its own."""
        while (done := self.filter(model=model, gone_id=pk, undone_at=None).first()) is not None:
            pk = done.kept_id
        return pk


class Merge(models.Model):
    """That one row of the catalogue was put into another, with all that is needed to undo it.

    `changes` is what `_record_of` in `dramas/merging.py` makes of a plan.
    """

    on_pages = False

    model = models.CharField(max_length=60, help_text="app_label.model_name")
    kept_id = models.PositiveBigIntegerField()
    kept = models.CharField(_("kept"), max_length=250)
    gone_id = models.PositiveBigIntegerField()
    gone = models.CharField(_("merged into it"), max_length=250)
    changes = models.JSONField(encoder=DjangoJSONEncoder)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("time"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
