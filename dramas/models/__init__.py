from dramas.models.broadcast import Broadcast, WatchLink
from dramas.models.credit import Credit
from dramas.models.drama import AlternativeTitle, Drama
from dramas.models.genre import Genre
from dramas.models.merge import Merge
from dramas.models.network import Network
from dramas.models.person import Person, PersonKey, PersonName
from dramas.models.relation import DramaRelation
from dramas.models.song import Song
from dramas.models.tag import DramaTag, Tag
from dramas.models.weekdays import Weekday

__all__ = [
    "AlternativeTitle",
    "Broadcast",
    "Credit",
    "Drama",
    "DramaRelation",
    "DramaTag",
    "Genre",
    "Merge",
    "Network",
    "Person",
    "PersonKey",
    "PersonName",
    "Song",
    "Tag",
    "WatchLink",
    "Weekday",
]
