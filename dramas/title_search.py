"""Dramas by any spelling of a title: without case, accents, spaces and punctuation, in Hangul or romanised."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from dramas.korean_names import initial_consonants, is_initial_consonants, romanize
from dramas.models import Drama


def folded(title: str) -> str:
    """“It’s Okay” meets "its okay", “café” meets "cafe"."""
    parts = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(part for part in parts if part.isalnum())
    return unicodedata.normalize("NFKC", plain)


def ids_spelled(term: str) -> list[int]:
    """Keys of the dramas one of whose titles has `term` in it, however it is spelled; one query."""
    titles = Drama.objects.values_list(
        "pk", "title", "title_ko", "romanized_title", "alternative_titles__text"
    )
    consonants = term.replace(" ", "") if is_initial_consonants(term.replace(" ", "")) else ""
    wanted = folded(term)
    if not wanted:
        return []
    return list(
        dict.fromkeys(
            pk
            for pk, *spellings in titles
            if any(wanted in spelling for spelling in _forms(spellings))
            or (consonants and any(consonants in _consonants(title) for title in spellings if title))
        )
    )


def _forms(titles: Iterable[str | None]) -> Iterable[str]:
    for title in titles:
        if title:
            yield folded(title)
            yield _romanized(title)


@lru_cache(maxsize=20_000)
def _romanized(title: str) -> str:
    return folded(romanize(title)) if any("가" <= letter <= "힣" for letter in title) else ""


@lru_cache(maxsize=20_000)
def _consonants(title: str) -> str:
    return initial_consonants(title).replace(" ", "")
