"""What processes and machines tell each other of the site's state."""

from django.db import models
from django.utils import timezone


class Backup(models.Model):
    """That a backup was made; `checked` if it was restored into a scratch place and was complete."""

    on_pages = False

    made_at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=255)
    machine = models.CharField(max_length=100)
    size = models.BigIntegerField()
    checked = models.BooleanField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["made_at"], name="backup_made_at")]

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When a process of this role was last seen alive."""

    on_pages = False

    role = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.role


class Alert(models.Model):
    """When the owner was last told of a kind of trouble: once an hour is enough, however many machines see it."""

    on_pages = False

    kind = models.CharField(max_length=40, unique=True)
    told_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.kind
