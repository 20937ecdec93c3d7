from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DramasConfig(AppConfig):
    name = "dramas"
    verbose_name = _("dramas")

    def ready(self) -> None:
        from dramas import korean_names, people_publication
        from dramas.pictures import uses_in_catalogue
        from dramas.searchable import register_catalogue
        from reviewsite.images import uses
        from reviewsite.slugs import romanise_with
        from reviewsite.spoilers.text_fields import check_text_fields

        romanise_with(korean_names.romanize_name)
        people_publication.connect()
        register_catalogue()
        uses.register(uses_in_catalogue)
        check_text_fields("dramas.Genre", names=["name"], lines=["description"])
        check_text_fields("dramas.Tag", names=["name"], lines=["description"])
        check_text_fields("dramas.Network", names=["name", "name_ko"])
        check_text_fields(
            "dramas.Drama",
            names=[
                "title",
                "title_ko",
                "romanized_title",
                "franchise",
                "content_rating",
                "based_on_title",
                "based_on_author",
            ],
            lines=["tagline"],
            texts=["synopsis", "content_warnings"],
        )
        check_text_fields("dramas.Song", names=["title", "title_ko", "singer"])
        check_text_fields("dramas.DramaRelation", names=["title"])
        check_text_fields("dramas.AlternativeTitle", names=["text"])
        check_text_fields("dramas.WatchLink", lines=["region"])
        check_text_fields("dramas.Person", names=["name", "hangul"], lines=["disambiguation"], texts=["bio"])
        check_text_fields("dramas.PersonName", names=["spelling"])
        check_text_fields("dramas.Credit", names=["character", "character_ko", "credited_as"])
