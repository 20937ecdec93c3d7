from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dramas.models.drama import Drama
from dramas.models.person import Person
from dramas.models.scoped import ScopedRows
from reviewsite.spoilers import SpoilsThroughField


class CreditQuerySet(ScopedRows["Credit"]):
    def cast(self) -> "CreditQuerySet":
        return self.filter(job=Credit.Job.CAST)


class Credit(models.Model):
    """Somebody's part in a drama, before the camera or behind it."""

    class Job(models.TextChoices):
        CAST = "cast", _("cast")
        DIRECTOR = "director", _("director")
        SCREENWRITER = "screenwriter", _("screenwriter")

    class Billing(models.TextChoices):
        MAIN = "main", _("main role")
        SUPPORT = "support", _("supporting role")
        GUEST = "guest", _("guest")

    drama = models.ForeignKey(Drama, on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credits")
    job = models.CharField(_("job"), max_length=20, choices=Job.choices, default=Job.CAST)
    character = models.CharField(_("character"), max_length=120, blank=True)
    character_ko = models.CharField(_("character in Hangul"), max_length=60, blank=True)
    billing = models.CharField(_("billing"), max_length=10, choices=Billing.choices, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    credited_as = models.CharField(
        _("credited as"),
        max_length=120,
        blank=True,
        help_text=_("If the opening titles spell the name differently."),
    )
    spoils_through = SpoilsThroughField(help_text=_("For surprise guests: hide until this episode."))

    objects = CreditQuerySet.as_manager()

    #: Whose it was when the row was loaded; None for a new one.
    stored_person: int | None = None

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        indexes = [models.Index(fields=["drama", "job", "position"])]
        constraints = [
            models.UniqueConstraint(fields=["drama", "person", "job", "character"], name="credit_unique"),
            models.CheckConstraint(
                condition=(Q(job="cast") & ~Q(billing="")) | (~Q(job="cast") & Q(billing="", character="")),
                name="credit_billing_is_for_cast",
                violation_error_message=_(
                    "Cast needs a billing; directors and writers have neither billing nor character."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credited_as or self.person.name}: {self.character or self.get_job_display()}"

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        instance = super().from_db(*args, **kwargs)
        instance.stored_person = instance.__dict__.get("person_id")
        return instance
