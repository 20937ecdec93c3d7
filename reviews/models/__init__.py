from reviews.models.mention import Mention
from reviews.models.review import Byline, Review
from reviews.models.section import Section
from reviews.models.source_document import SourceDocument

__all__ = ["Byline", "Mention", "Review", "Section", "SourceDocument"]
