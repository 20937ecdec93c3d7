"""What dramas of the demo have besides their facts: tags, songs, content warnings, relations, from extras.toml."""

from typing import Any

from django.utils.text import slugify

from dramas.models import Drama, DramaRelation, DramaTag, Song, Tag


class Extras:
    """Makes the tags, and adds to each new drama what is its own."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._dramas = data["dramas"]
        self._tags = {
            name: Tag.objects.get_or_create(
                slug=slugify(name), defaults={"name": name, "description": description}
            )[0]
            for name, description in data["tags"].items()
        }

    def content_warnings(self, drama_id: str) -> str:
        return str(self._dramas.get(drama_id, {}).get("content_warnings", ""))

    def add(self, drama: Drama, drama_id: str) -> None:
        own = self._dramas.get(drama_id, {})
        DramaTag.objects.bulk_create(
            DramaTag(drama=drama, tag=self._tags[name], spoils_through=scope)
            for name, scope in own.get("tags", {}).items()
        )
        Song.objects.bulk_create(
            Song(drama=drama, position=position, **song) for position, song in enumerate(own.get("songs", []))
        )
        DramaRelation.objects.bulk_create(
            DramaRelation(drama=drama, kind=kind, title=title) for kind, title in own.get("relations", [])
        )


def relation_kind(words: str) -> str:
    """What dramas.json says of a related drama ("same series (earlier)", "sequel (season 2)"), as we say it."""
    for word, kind in (
        ("earlier", DramaRelation.Kind.PREQUEL),
        ("spin-off", DramaRelation.Kind.SPIN_OFF),
        ("parody", DramaRelation.Kind.PARODY),
    ):
        if word in words:
            return kind
    return DramaRelation.Kind.SEQUEL
