from reviews.models.mention import Mention
from reviews.models.preview_link import PreviewLink
from reviews.models.review import Byline, Review
from reviews.models.section import Section
from reviews.models.series import Series, SeriesEntry
from reviews.models.source_document import SourceDocument

__all__ = ["Byline", "Mention", "PreviewLink", "Review", "Section", "Series", "SeriesEntry", "SourceDocument"]
