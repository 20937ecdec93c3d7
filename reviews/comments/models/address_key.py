from django.db import models


class AddressKey(models.Model):
    """The key under which addresses of one period are hashed; forgotten with the period."""

    on_pages = False

    period = models.PositiveIntegerField(unique=True)
    key = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.period)
