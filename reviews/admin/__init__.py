from reviews.admin.recommendations import DramaAdminWithRecommendations
from reviews.admin.review import ReviewAdmin
from reviews.admin.series import SeriesAdmin

__all__ = ["DramaAdminWithRecommendations", "ReviewAdmin", "SeriesAdmin"]
