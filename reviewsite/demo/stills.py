"""The pictures inside the demo reviews: `![alternative text](still "caption")` in a file becomes a picture."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewsite.demo.posters import read_artwork
from reviewsite.demo.review_files import DemoReview
from reviewsite.images.ingest import Ingested
from reviewsite.images.models import Image

_STILL = re.compile(r'!\[(?P<alt>[^\]]+)\]\(still "(?P<caption>[^"]+)"\)')


@dataclass(frozen=True, slots=True)
class Still:
    key: str
    alt: str
    caption: str


def stills_of(demo: DemoReview) -> list[Still]:
    """In the order of the text; the keys are the same on every site."""
    found = (mark for section in demo.sections for mark in _STILL.finditer(section.body))
    return [
        Still(_key(demo, number), alt=mark["alt"], caption=mark["caption"])
        for number, mark in enumerate(found, start=1)
    ]


def missing_stills(demos: Iterable[DemoReview]) -> dict[str, Ingested]:
    """The pictures of all reviews that are not stored yet, by key."""
    there = set(Image.objects.values_list("key", flat=True))
    return {
        still.key: read_artwork("stills", still.key)
        for demo in demos
        for still in stills_of(demo)
        if still.key not in there
    }


def bodies_with_stills(demo: DemoReview, pictures: Mapping[str, Ingested]) -> Iterator[str]:
    """The texts of the sections with their pictures, which are stored."""
    stills = iter(stills_of(demo))

    def placed(_mark: re.Match[str]) -> str:
        still = next(stills)
        if still.key not in pictures:
            return ""
        image = Image(key=still.key, alt=still.alt, caption=still.caption, credit="Second Lead")
        pictures[still.key].attach(image)
        image.save()
        return image.markdown

    for section in demo.sections:
        yield _STILL.sub(placed, section.body)


def _key(demo: DemoReview, number: int) -> str:
    return hashlib.sha256(f"{demo.slug}/{number}".encode()).hexdigest()[:8]
