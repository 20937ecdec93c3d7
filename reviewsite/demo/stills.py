"""The pictures inside the demo reviews: `![alternative text](still "caption")` in a file becomes a drawn scene."""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewsite.demo.catalogue import read_dramas
from reviewsite.demo.posters import draw_still
from reviewsite.demo.review_files import DemoReview
from reviewsite.images.ingest import Ingested, ingest
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


def draw_stills(demos: Iterable[DemoReview]) -> dict[str, Ingested]:
    """The scenes of all reviews that are not there yet, by key; about a fifth of a second each."""
    titles = {record["id"]: record["hangul"] for record in read_dramas()}
    there = set(Image.objects.values_list("key", flat=True))
    return {
        still.key: _draw(still, titles[demo.meta["drama"]], demo.meta["drama"])
        for demo in demos
        for still in stills_of(demo)
        if still.key not in there
    }


def bodies_with_stills(demo: DemoReview, drawn: Mapping[str, Ingested]) -> Iterator[str]:
    """The texts of the sections with what was drawn for them, which is stored."""
    stills = iter(stills_of(demo))

    def placed(_mark: re.Match[str]) -> str:
        still = next(stills)
        if still.key not in drawn:
            return ""
        image = Image(key=still.key, alt=still.alt, caption=still.caption, credit="Second Lead")
        drawn[still.key].attach(image)
        image.save()
        return image.markdown

    for section in demo.sections:
        yield _STILL.sub(placed, section.body)


def _key(demo: DemoReview, number: int) -> str:
    return hashlib.sha256(f"{demo.slug}/{number}".encode()).hexdigest()[:8]


def _draw(still: Still, title_ko: str, seed: str) -> Ingested:
    encoded = io.BytesIO()
    draw_still(title_ko=title_ko, seed=seed, caption_hint=still.alt).save(encoded, "JPEG", quality=92)
    encoded.seek(0)
    return ingest(encoded, apart=False)
