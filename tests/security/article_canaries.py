"""An article with a secret word in every place that can spoil, and what each of its sections opens."""

from dramas.models import Drama
from reviews.models import Review
from reviewsite.accounts.models import User
from reviewsite.images.models import Image
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_comment, make_drama, make_review

#: By the number of the section: what `?open=` shows of it.
OPENED: dict[int, set[str]] = {
    1: {"zqlisthiddenpassage", "zqlistshowncaption", "zqlistshownalt", "zqlistshowncredit"},
    2: {"zqlistheadingfive", "zqlistfive", "zqlistratingfive", "zqlistcaptioninside", "zqlistaltinside"},
    3: {"zqlistheadingwhole", "zqlistwhole", "zqlistratingwhole"},
    4: {"zqlistaboutnone"},
}
#: What only `?seen=all` shows: it spoils more than its section, or was said by readers.
WITH_ALL = {"zqlistnested", "zqlistcomment", "zqlistpassageincomment", "zqlistreply"}
WORDS = sorted({*WITH_ALL, *(word for words in OPENED.values() for word in words)})


def plant_article(drama: Drama, writer: User, shown: Image, inside: Image) -> Review:
    """`shown` is a picture that spoils, `inside` one that is safe and stands in a section that is not."""
    other = make_drama("The Other Road", slug="the-other-road", title_ko="다른 길")
    article = make_review(
        kind=Review.Kind.ARTICLE,
        slug="walks-of-the-year",
        headline="Walks of the Year",
        verdict="All of them on foot.",
        writers=[writer],
        sections=[
            {
                "heading": "First",
                "body": f"Off. ||3: zqlisthiddenpassage||\n\n![](image:{shown.key})",
                "drama": drama,
            },
            {
                "heading": "zqlistheadingfive",
                "body": f"zqlistfive ||zqlistnested||\n\n![](image:{inside.key})",
                "rating_line": "zqlistratingfive",
                "spoils_through": 5,
                "drama": drama,
            },
            {
                "heading": "zqlistheadingwhole",
                "body": "zqlistwhole",
                "rating_line": "zqlistratingwhole",
                "spoils_through": WHOLE_DRAMA,
                "drama": other,
            },
            {"heading": "Bye", "heading_is_safe": True, "body": "zqlistaboutnone", "spoils_through": 2},
        ],
    )
    opened = make_comment(article, body="Walked them all, ||2: zqlistpassageincomment||.")
    make_comment(article, body="zqlistcomment", spoils_through=WHOLE_DRAMA)
    # As it was stored while the article was a review of one drama.
    make_comment(parent=opened, body="zqlistreply", spoils_through=3)
    return article
