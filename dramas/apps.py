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
        from reviewsite.spoilers.entrances import check_entrances

        romanise_with(korean_names.romanize_name)
        people_publication.connect()
        register_catalogue()
        uses.register(uses_in_catalogue)
        check_entrances("dramas.Genre", names=["name"], lines=["description"])
        check_entrances("dramas.Tag", names=["name"], lines=["description"])
        check_entrances("dramas.Network", names=["name", "name_ko"])
        check_entrances(
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
        check_entrances("dramas.Song", names=["title", "title_ko", "singer"])
        check_entrances("dramas.DramaRelation", names=["title"])
        check_entrances("dramas.AlternativeTitle", names=["text"])
        check_entrances("dramas.WatchLink", lines=["region"])
        check_entrances("dramas.Person", names=["name", "hangul"], lines=["disambiguation"], texts=["bio"])
        check_entrances("dramas.PersonName", names=["spelling"])
        check_entrances("dramas.Credit", names=["character", "character_ko", "credited_as"])
