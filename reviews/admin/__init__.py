from reviews.admin.review import ReviewAdmin
from reviews.admin.series import SeriesAdmin

__all__ = ["ReviewAdmin", "SeriesAdmin"]
