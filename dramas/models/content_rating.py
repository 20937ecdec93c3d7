"""For which age a drama is rated in Korea, or what another country says of it."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentRating(models.TextChoices):
    """The Korean classes. Another text is allowed: "TV-MA"."""

    ALL = "All", _("All ages")
    SEVEN = "7", _("7+")
    TWELVE = "12", _("12+")
    FIFTEEN = "15", _("15+")
    NINETEEN = "19", _("19+")


_EVERYBODY = re.compile(r"all( ages)?|전체.*", re.IGNORECASE)
_AGE = re.compile(r"(7|12|15|19)\s*(\+|세.*|and (over|up|older))?")


def read_rating(text: str) -> str:
    """The class that somebody means, however they write it; any other text as it is."""
    text = text.strip()
    if _EVERYBODY.fullmatch(text):
        return ContentRating.ALL
    age = _AGE.fullmatch(text)
    return age[1] if age else text
