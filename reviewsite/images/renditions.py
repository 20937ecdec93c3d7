"""Lighter files of a stored picture: which there are, and the job that makes them.

Their names follow from the picture's own, so all that a page needs to know of them is the widths that
`Image.renditions` holds by format.
"""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reviewsite.images.encoding import OPTIONS, encode_in_subprocess
from reviewsite.images.files import CONTENT_TYPES, discard_if_unused, rendition_name
from reviewsite.images.models import RENDER, Image, ImageQuerySet
from reviewsite.jobs.registry import handler

WIDTHS = (160, 320, 480, 640, 960, 1280, 1600)

Renditions = dict[str, list[int]]


def widths_for(width: int) -> list[int]:
    """The widths in which a picture of that width is offered: none wider than itself, none for the smallest."""
    if width < WIDTHS[0]:
        return []
    widest = min(width, WIDTHS[-1])
    # One that is hardly narrower than the widest would not save anything.
    return [*(each for each in WIDTHS if each < 0.85 * widest), widest]


def sources_of(image: Image) -> tuple[tuple[str, str], ...]:
    """(MIME type, srcset) pairs, best first; none while there are no renditions."""
    if not image.renditions:
        return ()
    stem = image.file.url.rpartition(".")[0]
    return tuple(
        (CONTENT_TYPES[format], ", ".join(f"{stem}-{width}.{format} {width}w" for width in widths))
        for format in OPTIONS
        if (widths := image.renditions.get(format))
    )


def make(name: str, width: int) -> Renditions:
    """Encode and store the renditions of the file `name`, `width` pixels wide; the widths by format."""
    widths = widths_for(width)
    if not widths:
        return {}
    with default_storage.open(name) as file:
        made = encode_in_subprocess(file.read(), widths)
    found: Renditions = {}
    for each in reversed(made):
        default_storage.save(rendition_name(name, each.width, each.format), ContentFile(each.data))
        found.setdefault(each.format, []).append(each.width)
    return found


def record(name: str, renditions: Renditions) -> None:
    """Let pages offer what `make` has stored; if nothing refers to `name` any more, it goes again."""
    if not Image.objects.filter(file=name).update(renditions=renditions):
        discard_if_unused(name)


@handler(RENDER, attempts=5, lease=dt.timedelta(minutes=5), patient=True)
def render(payload: dict[str, Any]) -> None:
    name = payload["file"]
    image = Image.objects.without_renditions().filter(file=name).first()
    if image is None:
        return
    sharing = Image.objects.filter(file=name, renditions__isnull=False).first()
    renditions = sharing.renditions if sharing else make(name, image.width or 0)
    record(name, renditions or {})


def render_all(
    images: ImageQuerySet, processes: int, progress: Callable[[int, int], None]
) -> dict[str, Exception]:
    """Make the renditions of `images`, in so many parallel processes; what went wrong, by file.

    `progress` is told how many files are done, and of how many.
    """
    widths = dict(images.values_list("file", "width"))
    failed: dict[str, Exception] = {}
    # The threads only wait for their encoders; the database is this one's.
    with ThreadPoolExecutor(processes) as pool:
        pending = {pool.submit(make, name, width or 0): name for name, width in widths.items()}
        try:
            for done, future in enumerate(as_completed(pending), start=1):
                name = pending[future]
                try:
                    record(name, future.result())
                except Exception as error:  # one bad file must not keep the others waiting
                    failed[name] = error
                progress(done, len(pending))
        finally:
            pool.shutdown(cancel_futures=True)
    return failed
