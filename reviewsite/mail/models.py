from django.db import models
from django.utils import timezone


class Mail(models.Model):
    """A mail that no server has accepted yet. Its row goes when it does: what people wrote is kept nowhere twice."""

    on_pages = False

    message_id = models.CharField(max_length=150, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.message_id


class Posted(models.Model):
    """That a mail of some kind was written to an address, by its hash: the memory of the limits."""

    on_pages = False

    kind = models.CharField(max_length=30)
    address_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "address_hash", "created_at"], name="mail_posted_recently")]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at}"
