"""Staff accounts, and what they did. Readers and commenters have none."""

from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviewsite.accounts.time_zones import validate_time_zone
from reviewsite.pagecache.on_pages import OnPages
from reviewsite.site.social_links import Link, links_of, parse_social_links
from reviewsite.slugs import SluggedModel, free_slug, slug_of

#: What the address of somebody says who has not given a name yet.
_NAMELESS = "writer"


class User(SluggedModel, AbstractUser):
    """Somebody of the staff. Readers know them by `byline` and `slug`, never by the name that they log in with."""

    on_pages = OnPages(without={"last_login", "password", "username"})

    display_name = models.CharField(
        _("name in bylines"),
        max_length=80,
        blank=True,
        help_text=_("Readers see this name, never the one that you log in with."),
    )
    bio = models.TextField(
        _("about"),
        max_length=2000,
        blank=True,
        help_text=_("A few sentences in Markdown for your page on the site."),
    )
    photo = models.ForeignKey(
        "images.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photo"),
    )
    links = models.TextField(
        _("links"),
        max_length=2000,
        blank=True,
        help_text=_("Your pages elsewhere, one a line: “Instagram https://instagram.com/name”."),
    )

    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        validators=[validate_time_zone],
        help_text=_("Times in the admin use this zone. Empty: the site’s."),
    )

    class Meta(AbstractUser.Meta):
        ordering = ["username"]

    def __str__(self) -> str:
        """As the staff see it."""
        return self.public_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The slug follows from the first name that is given, and then stays."""
        named = slug_of(self.public_name)
        if not kwargs.get("update_fields") and (not self.slug or (named and self._is_nameless())):
            self.slug = free_slug(User, named or _NAMELESS)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        try:
            parse_social_links(self.links)
        except ValidationError as error:
            raise ValidationError({"links": error}) from None

    #: What `byline` reads.
    NAMES = ("display_name", "first_name", "last_name")

    @property
    def public_name(self) -> str:
        """What readers may call them; "" until they have said it."""
        return self.display_name or self.get_full_name()

    @property
    def byline(self) -> str:
        return self.public_name or str(_("Staff writer"))

    @property
    def profiles(self) -> list[Link]:
        return links_of(self.links)

    def _is_nameless(self) -> bool:
        return self.slug.rstrip("0123456789-") == _NAMELESS

    def get_absolute_url(self) -> str:
        return reverse("writer", args=[self.slug])


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is only ever added to.")

    def delete(self) -> NoReturn:
        raise TypeError("The audit log is only ever added to.")


class AuditEntry(models.Model):
    """That somebody of the staff did something. Written by `audit.record`, changed and deleted by nothing."""

    on_pages = False

    at = models.DateTimeField(_("time"), default=timezone.now)
    event = models.CharField(_("event"), max_length=40)
    # The entry outlives the account, so the database must not tie them together.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        verbose_name=_("who"),
    )
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    about_model = models.CharField(max_length=100, blank=True, help_text="app_label.model_name")
    about_id = models.CharField(max_length=40, blank=True)
    about = models.CharField(_("about"), max_length=250, blank=True)
    detail = models.CharField(_("detail"), max_length=1000, blank=True)
    address = models.CharField(_("from"), max_length=50, blank=True, help_text="the /24 or /48 only")

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        indexes = [
            models.Index(fields=["-at"]),
            models.Index(fields=["about_model", "about_id"]),
            models.Index(fields=["event", "address", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.about}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The audit log is only ever added to.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is only ever added to.")


class KnownDevice(models.Model):
    """A browser in which somebody has logged in before: it has a cookie of which this is the digest."""

    on_pages = False

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64)
    seen_at = models.DateTimeField(help_text="when it was last used to log in")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "token_hash"], name="known_device_unique")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen_at}"


class StaffSession(models.Model):
    """A session of the staff as its owner sees it in a list; the session itself is Django's."""

    on_pages = False

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.ForeignKey(KnownDevice, null=True, on_delete=models.SET_NULL, related_name="+")
    browser = models.CharField(max_length=100, blank=True)
    network = models.CharField(max_length=50, blank=True, help_text="the /24 or /48 only")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.browser}"


class LoginFailures(models.Model):
    """How often a name was tried in vain from unknown devices, whether or not it is anybody's."""

    on_pages = False

    name_hash = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name_hash[:8]} {self.count}"
