"""Vocabularies as regular expressions, one phrase a line."""

import re


def any_of(*phrases: str) -> re.Pattern[str]:
    """One pattern for all the phrases, in any case."""
    return re.compile(either(*phrases), re.IGNORECASE)


def either(*phrases: str) -> str:
    return "(?:" + "|".join(phrases) + ")"
