"""How dramas lead to each other: by relation, and as seasons of one franchise."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dramas.models.drama import Drama


class DramaRelation(models.Model):
    """A drama of the catalogue, or the title of one outside of it."""

    class Kind(models.TextChoices):
        SEQUEL = "sequel", _("sequel")
        PREQUEL = "prequel", _("prequel")
        REMAKE = "remake", _("remake")
        ORIGINAL = "original", _("original of this remake")
        SPIN_OFF = "spin_off", _("spin-off")
        PARODY = "parody", _("parody")
        SAME_UNIVERSE = "same_universe", _("same universe")

    drama = models.ForeignKey(Drama, on_delete=models.CASCADE, related_name="relations")
    related = models.ForeignKey(
        Drama, null=True, blank=True, on_delete=models.CASCADE, related_name="related_from"
    )
    title = models.CharField(
        _("or its title"),
        max_length=200,
        blank=True,
        help_text=_("If it is not in the catalogue: “The Good Doctor (2013)”."),
    )
    kind = models.CharField(_("relationship"), max_length=20, choices=Kind.choices)

    class Meta:
        verbose_name = _("related drama")
        verbose_name_plural = _("related dramas")
        constraints = [
            models.UniqueConstraint(fields=["drama", "related"], name="drama_relation_unique"),
            models.CheckConstraint(condition=~Q(drama=F("related")), name="drama_not_related_to_itself"),
            models.CheckConstraint(
                condition=Q(related=None) ^ Q(title=""),
                name="drama_relation_to_one_drama",
                violation_error_message=_("Choose a drama, or give the title of one outside the catalogue."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.related or self.title}: {self.get_kind_display()}"

    def clean(self) -> None:
        # Rows of a form are not checked by constraints that name their parent.
        if self.drama_id is not None and self.drama_id == self.related_id:
            raise ValidationError({"related": _("Choose another drama than this one.")})

    @property
    def in_words(self) -> str:
        """“Remake of The Good Doctor (2013)”, for a drama outside of the catalogue."""
        return str(_WORDS[self.Kind(self.kind)]) % {"title": self.title}


_WORDS: dict[str, str | Promise] = {
    DramaRelation.Kind.SEQUEL: _("Sequel: %(title)s"),
    DramaRelation.Kind.PREQUEL: _("Prequel: %(title)s"),
    DramaRelation.Kind.REMAKE: _("Remade as %(title)s"),
    DramaRelation.Kind.ORIGINAL: _("Remake of %(title)s"),
    DramaRelation.Kind.SPIN_OFF: _("Spin-off: %(title)s"),
    DramaRelation.Kind.PARODY: _("Parody: %(title)s"),
    DramaRelation.Kind.SAME_UNIVERSE: _("Same universe: %(title)s"),
}
