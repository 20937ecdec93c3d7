"""Staff accounts. Readers and commenters have none."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    display_name = models.CharField(
        _("name in bylines"),
        max_length=80,
        blank=True,
        help_text=_("Shown to readers instead of the username."),
    )
    bio = models.TextField(
        _("about"), blank=True, help_text=_("One or two sentences for your page on the site.")
    )

    class Meta(AbstractUser.Meta):
        ordering = ["username"]

    def __str__(self) -> str:
        return self.byline

    @property
    def byline(self) -> str:
        return self.display_name or self.get_full_name() or self.username

    def get_absolute_url(self) -> str:
        return reverse("writer", args=[self.username])
