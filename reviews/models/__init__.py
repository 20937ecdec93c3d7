from reviews.models.review import Byline, Review
from reviews.models.section import Section
from reviews.models.source_document import SourceDocument

__all__ = ["Byline", "Review", "Section", "SourceDocument"]
