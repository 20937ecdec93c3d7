from dramas.admin.drama import DramaAdmin
from dramas.admin.merging import MergeAdmin
from dramas.admin.people import PersonAdmin
from dramas.admin.vocabulary import GenreAdmin, NetworkAdmin, TagAdmin

__all__ = ["DramaAdmin", "GenreAdmin", "MergeAdmin", "NetworkAdmin", "PersonAdmin", "TagAdmin"]
