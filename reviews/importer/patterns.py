"""Vocabularies as regular expressions, one phrase a line."""

import re

from reviewsite.lazy_pattern import lazy_pattern


def any_of(*phrases: str) -> re.Pattern[str]:
    """One pattern for all the phrases, in any case."""
    return lazy_pattern(either(*phrases), re.IGNORECASE)


def either(*phrases: str) -> str:
    return "(?:" + "|".join(phrases) + ")"
