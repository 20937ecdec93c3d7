from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class RatingField(models.DecimalField):
    """0.0 to 10.0 with one decimal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_digits=3, decimal_places=1)
        kwargs.setdefault("validators", [MinValueValidator(0), MaxValueValidator(10)])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_digits", "decimal_places", "validators"):
            kwargs.pop(fixed, None)
        return name, path, list(args), kwargs
