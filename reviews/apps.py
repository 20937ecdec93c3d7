from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("reviews")

    def ready(self) -> None:
        from reviews.schedule import next_publication
        from reviewsite.pagecache import scheduled_changes

        scheduled_changes.register(next_publication)
        from reviews import drama_publication, roles
        from reviews.pictures import picture_keys_for, uses_in_reviews
        from reviews.revisions.kept import register
        from reviews.searchable import register_reviews
        from reviewsite.images import uses
        from reviewsite.images.access import shown_in
        from reviewsite.spoilers.text_fields import check_text_fields

        register()
        register_reviews()
        roles.connect()
        drama_publication.connect()
        shown_in(picture_keys_for)
        uses.register(uses_in_reviews)
        # Warnings in them are a matter of the publish check, which knows what follows.
        check_text_fields("reviews.Review", names=["headline", "verdict", "recommended_for", "rating_raw"])
        check_text_fields("reviews.Series", names=["title"], texts=["introduction"])
        check_text_fields("reviews.Recommendation", lines=["reason"])
        check_text_fields("reviews.Section", names=["heading", "rating_line"], scoped=["body"])
