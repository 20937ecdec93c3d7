"""Pictures for the demo: drawn, because no photograph may be shipped."""

import io
from collections.abc import Callable
from typing import Any

from dramas.models import Drama
from reviewsite.demo.catalogue import read_dramas
from reviewsite.demo.posters import draw_poster
from reviewsite.images.ingest import Ingested, ingest
from reviewsite.images.models import Image


def draw_posters(progress: Callable[[str], None]) -> dict[str, Ingested]:
    """A poster for every drama of the demo that has none, by the drama's id; about a third of a second each."""
    has_poster = set(Drama.objects.exclude(poster=None).values_list("slug", flat=True))
    records = [record for record in read_dramas() if record["slug"] not in has_poster]
    posters = {}
    for number, record in enumerate(records, start=1):
        if number % 6 == 1:
            progress(f"poster {number} of {len(records)}")
        posters[record["id"]] = _draw(record)
    return posters


def _draw(record: dict[str, Any]) -> Ingested:
    poster = draw_poster(
        title=record["title"],
        title_ko=record["hangul"],
        year=record["year"],
        seed=record["id"],
    )
    encoded = io.BytesIO()
    poster.save(encoded, "JPEG", quality=95, subsampling=0)
    encoded.seek(0)
    return ingest(encoded, apart=False)


def hang(drama: Drama, poster: Ingested) -> None:
    """Store `poster` as the picture of `drama`."""
    image = Image(
        alt=f"Typographic poster with the title {drama.title_ko}, {drama.title}",
        credit="Second Lead",
    )
    poster.attach(image)
    image.save()
    drama.poster = image
    drama.save(update_fields=["poster"])
