import datetime as dt
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Case, CharField, Exists, F, Min, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dramas import korean_names
from dramas.models.publication import CatalogueModel, public
from reviewsite.images.models import Image
from reviewsite.spoilers import SAFE

MAX_KEY = 120


class PersonQuerySet(models.QuerySet["Person"]):
    def published(self, at: dt.datetime | None = None) -> "PersonQuerySet":
        """Those who have a part in a public drama."""
        return self.filter(public(at=at))

    def unpublished(self, at: dt.datetime | None = None) -> "PersonQuerySet":
        return self.exclude(public(at=at))

    def refresh_public_from(self) -> None:
        """Bring the moments of these people in step with their dramas.

        Saving and deleting credits and dramas does it; what goes past that (`bulk_create`, `update`) has to call it.
        """
        credits = apps.get_model("dramas.Credit").objects.filter(person=OuterRef("pk")).order_by()
        first = credits.values("person").annotate(first=Min("drama__public_from")).values("first")
        self.update(public_from=Subquery(first))

    def sharing_key_with(self, name: str) -> "PersonQuerySet":
        """People one of whose spellings may be `name` spelled otherwise; a suggestion, never an identity."""
        return self.filter(keys__key__in=korean_names.lookup_keys(name)).distinct()

    def with_namesake_notes(self) -> "PersonQuerySet":
        """With the columns that `Person.namesake_note` reads."""
        return self.annotate(**namesake_columns())


def namesake_columns(path: str = "", *, at: dt.datetime | None = None) -> dict[str, Any]:
    """For rows that reach a person by `path`: whether a public namesake is about, and a drama that tells them apart.

    The newest in which everybody may know that they had a part; only where the catalogue has no shorter answer.
    """
    alike = Q(name=OuterRef(f"{path}name")) | Q(hangul=OuterRef(f"{path}hangul"), hangul__gt="")
    namesakes = Person.objects.published(at).filter(alike).exclude(pk=OuterRef(f"{path}pk"))
    credits = apps.get_model("dramas.Credit").objects.visible(SAFE).filter(public("drama__", at=at))
    newest = credits.filter(person=OuterRef(f"{path}pk")).order_by(
        F("drama__year").desc(nulls_last=True), "drama"
    )
    unsaid = Q(has_namesake=True, **{f"{path}disambiguation": "", f"{path}birth_year": None})
    return {
        "has_namesake": Exists(namesakes),
        "known_for": Case(
            When(unsaid, then=Subquery(newest.values("drama__title")[:1])),
            default=Value(""),
            output_field=CharField(),
        ),
    }


class Person(CatalogueModel):
    """An actor, director or writer. Two people may share every spelling: identity is the row."""

    name = models.CharField(_("name"), max_length=120, help_text=_("As this site writes it: “Im Si-wan”."))
    hangul = models.CharField(_("name in Hangul"), max_length=60, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("born"), null=True, blank=True)
    disambiguation = models.CharField(
        _("disambiguation"), max_length=80, blank=True, help_text=_("For namesakes: “actor, b. 1984”.")
    )
    photo = models.ForeignKey(Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    bio = models.TextField(_("biography"), blank=True, help_text=_("Markdown, free of spoilers."))
    # That of the first drama. Stored, because there are more people than one page could ask for.
    public_from = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "birth_year", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["name", "birth_year", "id", "public_from"], name="person_in_order"),
            models.Index(fields=["hangul"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.disambiguation})" if self.disambiguation else self.name

    def get_absolute_url(self) -> str:
        return reverse("dramas:person", args=[self.slug])

    @property
    def namesake_note(self) -> str:
        """What tells this person from namesakes, for wherever names are listed; "" where nothing has to.

        The rows come with `with_namesake_notes()`, or with `namesake_columns` that were handed on.
        """
        if self.disambiguation or not getattr(self, "has_namesake", False):
            return self.disambiguation
        if self.birth_year:
            return gettext("born %(year)d") % {"year": self.birth_year}
        return getattr(self, "known_for", "") or ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.refresh_keys()

    def spellings(self) -> list[str]:
        stored = [name.spelling for name in self.names.all()]
        return [name for name in (self.name, self.hangul, *stored) if name]

    def refresh_keys(self) -> None:
        """Bring the look-up keys in step with the spellings; needed after bulk changes of either."""
        keys = {key for spelling in self.spellings() for key in korean_names.keys(spelling)}
        # Folding can lengthen an odd text; nobody looks for a name by so long a key.
        wanted = {key for key in keys if len(key) <= MAX_KEY}
        held = set(self.keys.values_list("key", flat=True))
        self.keys.filter(key__in=held - wanted).delete()
        PersonKey.objects.bulk_create(PersonKey(person=self, key=key) for key in sorted(wanted - held))


class PersonName(models.Model):
    """Another spelling under which somebody is known."""

    class Kind(models.TextChoices):
        ROMANISATION = "romanisation", _("romanisation")
        STAGE = "stage", _("stage name")
        BIRTH = "birth", _("birth name")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    spelling = models.CharField(_("spelling"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ROMANISATION)

    class Meta:
        ordering = ["kind", "spelling"]
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        constraints = [models.UniqueConstraint(fields=["person", "spelling"], name="person_name_unique")]

    def __str__(self) -> str:
        return self.spelling

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.person.refresh_keys()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        self.person.refresh_keys()
        return deleted


class PersonKey(models.Model):
    """An index row: a folded form of one spelling, by which differently written names meet."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=MAX_KEY)

    class Meta:
        indexes = [models.Index(fields=["key", "person"])]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="person_key_unique")]

    def __str__(self) -> str:
        return self.key
