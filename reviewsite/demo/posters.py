"""The demo's typographic posters: drawn for it, because no photograph may be shipped."""

from collections.abc import Callable
from pathlib import Path

from dramas.models import Drama
from reviewsite.demo.catalogue import read_dramas
from reviewsite.images.ingest import Ingested, ingest
from reviewsite.images.models import Image

ARTWORK = Path(__file__).with_name("artwork")


def read_artwork(kind: str, name: str) -> Ingested:
    """A checked-in picture of the demo, taken in like an upload; about a tenth of a second each."""
    with (ARTWORK / kind / f"{name}.webp").open("rb") as file:
        return ingest(file, in_subprocess=False)


def missing_posters(progress: Callable[[str], None]) -> dict[str, Ingested]:
    """A poster for every drama of the demo that has none, by the drama's id."""
    has_poster = set(Drama.objects.exclude(poster=None).values_list("slug", flat=True))
    records = [record for record in read_dramas() if record["slug"] not in has_poster]
    progress(f"{len(records)} posters")
    return {record["id"]: read_artwork("posters", record["slug"]) for record in records}


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
