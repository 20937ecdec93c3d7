from dramas.admin.drama import DramaAdmin
from dramas.admin.people import PersonAdmin
from dramas.admin.vocabulary import GenreAdmin, NetworkAdmin

__all__ = ["DramaAdmin", "GenreAdmin", "NetworkAdmin", "PersonAdmin"]
