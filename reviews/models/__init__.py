from reviews.models.mention import Mention
from reviews.models.preview_link import PreviewLink
from reviews.models.recommendation import Recommendation
from reviews.models.review import Byline, Review
from reviews.models.section import Section
from reviews.models.series import Series, SeriesEntry
from reviews.models.source_document import SourceDocument

__all__ = [
    "Byline",
    "Mention",
    "PreviewLink",
    "Recommendation",
    "Review",
    "Section",
    "Series",
    "SeriesEntry",
    "SourceDocument",
]
