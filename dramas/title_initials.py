"""What viewers shorten a title to: CLOY for “Crash Landing on You”, R1988 for “Reply 1988”."""

from collections.abc import Iterable, Iterator

from reviewsite.search.tokeniser import words

#: Two letters would be found in everything.
SHORTEST = 3


def title_initials(titles: Iterable[str]) -> Iterator[str]:
    """Of each title in Latin letters with several words; a number stays whole."""
    for title in titles:
        parts = words(title)
        short = "".join(part if part.isdigit() else part[0] for part in parts)
        if len(parts) > 1 and short.isascii() and len(short) >= SHORTEST:
            yield short
