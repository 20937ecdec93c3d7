"""What can be no name of a genre or a network, whoever or whatever wrote it."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "」": "「", "』": "『", "】": "【"}
#: What leads to something else, begins a list, or marks a text up, and is in no name.
_MARKS = re.compile(r"https?:|www\.|[<>|*_#=\\;]|^[\W]*$|[:,(\[–—-]$|^[-–—:,)\].]")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d+ ?(min|mins|minutes|episodes|eps?)\b", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Whether this may be a name: not figures alone, no date, no half of a bracket, no mark of a list or a link."""
    text = text.strip()
    has_letter = any(character.isalpha() for character in text)
    return has_letter and _is_balanced(text) and not _MARKS.search(text) and not _DATE.search(text)


def validate_name(value: str) -> None:
    if not is_name(value):
        raise ValidationError(_("“%(value)s” is not a name."), code="no_name", params={"value": value})


def _is_balanced(text: str) -> bool:
    opened: list[str] = []
    for character in text:
        if character in _BRACKETS.values():
            opened.append(character)
        elif character in _BRACKETS and (not opened or opened.pop() != _BRACKETS[character]):
            return False
    return not opened
