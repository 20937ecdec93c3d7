"""A review and a drama with a secret word in every place that can spoil."""

import io
from dataclasses import dataclass

from PIL import Image as PillowImage

from dramas.models import Drama, Person
from reviews.comments.models import Comment
from reviews.models import Recommendation, Review, Series
from reviewsite.accounts.models import User
from reviewsite.images.ingest import ingest
from reviewsite.images.models import Image
from reviewsite.search.index import indexing_at_the_end
from reviewsite.site.models import Page
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import (
    make_comment,
    make_credit,
    make_drama,
    make_genre,
    make_network,
    make_person,
    make_review,
    make_series,
    make_tag,
    make_writer,
)
from tests.security.article_canaries import WORDS as ARTICLE_WORDS
from tests.security.article_canaries import plant_article

#: The scope of what is hidden on a page that knows no progress.
NEVER = WHOLE_DRAMA + 1


@dataclass(frozen=True)
class Canary:
    """A word that may be seen by readers who have seen through `scope`, and on the pages of `shown_at` only."""

    word: str
    scope: int
    shown_at: str  # "review", "dropped", "recap", "article", "series", "drama" or "page"


CANARIES = [
    Canary("zqsectionfive", 5, "review"),
    Canary("zqheadingfive", 5, "review"),
    Canary("zqsectionwhole", WHOLE_DRAMA, "review"),
    Canary("zqheadingwhole", WHOLE_DRAMA, "review"),
    Canary("zqpassageseven", 7, "review"),
    Canary("zqpassagewhole", WHOLE_DRAMA, "review"),
    Canary("zqlinkinpassage", 7, "review"),
    Canary("zqnestedinsection", WHOLE_DRAMA, "review"),
    Canary("zqcaptionnine", 9, "review"),
    Canary("zqaltnine", 9, "review"),
    Canary("zqcreditnine", 9, "review"),
    Canary("zqcaptioninclosed", 5, "review"),
    Canary("zqaltinclosed", 5, "review"),
    Canary("zqcommentsixth", 6, "review"),
    Canary("zqpassageincommentten", 10, "review"),
    Canary("zqreplyeleven", 11, "review"),
    Canary("zqreplytosixth", 6, "review"),
    Canary("zqdropreasonsix", 6, "dropped"),
    Canary("zqdropheadingsix", 6, "dropped"),
    Canary("zqdroppassageeight", 8, "dropped"),
    Canary("zqseriesintroduction", NEVER, "series"),
    Canary("zqseriesepisode", NEVER, "series"),
    Canary("zqrecaptwo", 2, "recap"),
    Canary("zqpassageinpageseven", 7, "page"),
    Canary("zqpassageinpagewhole", WHOLE_DRAMA, "page"),
    Canary("zqcharacterfour", 4, "drama"),
    Canary("zqcharacterkofour", 4, "drama"),
    Canary("zqcreditedfour", 4, "drama"),
    Canary("zqtagfour", 4, "drama"),
    Canary("zqsongfour", 4, "drama"),
    Canary("zqsongkofour", 4, "drama"),
    Canary("zqsingerfour", 4, "drama"),
    Canary("zqsongurlfour", 4, "drama"),
    Canary("zqreasonnever", NEVER, "drama"),
    Canary("zqreasonbacknever", NEVER, "drama"),
    Canary("zqwarningseven", 7, "drama"),
    Canary("zqwarningwhole", WHOLE_DRAMA, "drama"),
    # An article knows no progress but all; what each section opens is in article_canaries.
    *(Canary(word, WHOLE_DRAMA, "article") for word in ARTICLE_WORDS),
]


@dataclass(frozen=True)
class World:
    """The planted site: what the walk fetches its sample addresses from."""

    review: Review
    dropped: Review
    recap: Review
    article: Review
    series: Series
    drama: Drama
    person: Person
    surprise: Person
    image: Image
    draft: Review
    user: User
    comments: list[Comment]
    page: Page


@indexing_at_the_end()
def plant() -> World:
    writer = make_writer("walker", display_name="Walker")
    person = make_person("Seo In-kyung", hangul="서인경")
    surprise = make_person("Guest Star", hangul="깜짝")
    drama = make_drama(
        "The Walk",
        slug="the-walk",
        title_ko="산책",
        networks=[make_network("KTV", slug="ktv")],
        genres=[make_genre("Mystery", slug="mystery")],
        cast=[(person, "Ordinary Role")],
        content_warnings="Drinking, ||7: zqwarningseven||, ||zqwarningwhole||.",
    )
    make_credit(
        drama,
        surprise,
        character="zqcharacterfour",
        character_ko="zqcharacterkofour",
        credited_as="zqcreditedfour",
        spoils_through=4,
        position=1,
    )
    make_tag("Walking", drama)
    make_tag("zqtagfour", drama, spoils_through=4, slug="zqtagfourslug", description="zqtagfour")
    drama.songs.create(title="Walking Tune", singer="A Band")
    drama.songs.create(
        title="zqsongfour",
        title_ko="zqsongkofour",
        singer="zqsingerfour",
        url="https://songs.example/zqsongurlfour",
        spoils_through=4,
    )
    other = make_drama("Another Walk", slug="another-walk")
    for one, two, word in ((drama, other, "zqreasonnever"), (other, drama, "zqreasonbacknever")):
        Recommendation.objects.create(drama=one, other=two, reason=f"Slow too. ||{word}||", writer=writer)
    shown = _image(
        "shown00001", caption="zqcaptionnine", alt="zqaltnine", credit="zqcreditnine", spoils_through=9
    )
    inside = _image("inside0001", caption="zqcaptioninclosed", alt="zqaltinclosed")
    review = make_review(
        drama=drama,
        slug="the-walk-review",
        headline="A Walk Worth Taking",
        verdict="Slow, and glad of it.",
        writers=[writer],
        sections=_sections(shown, inside),
    )
    draft = make_review(drama=drama, slug="the-draft", headline="zqdraftheadline", state=Review.State.DRAFT)
    dropped, recap = _dropped(drama, writer), _recap(drama, writer)
    article = plant_article(
        drama,
        writer,
        _image(
            "listshown1",
            caption="zqlistshowncaption",
            alt="zqlistshownalt",
            credit="zqlistshowncredit",
            spoils_through=9,
        ),
        _image("listinside", caption="zqlistcaptioninside", alt="zqlistaltinside"),
    )
    series = make_series(
        review,
        dropped,
        draft,
        recap,
        article,
        title="Walks",
        slug="walks",
        introduction="Walks, all of them. ||zqseriesintroduction|| ||3: zqseriesepisode||",
    )
    return World(
        review,
        dropped,
        recap,
        article,
        series,
        drama,
        person,
        surprise,
        shown,
        draft,
        writer,
        _comments(review, draft),
        _page(),
    )


def _dropped(drama: Drama, writer: User) -> Review:
    """Why the drama was dropped, closed as far as it was watched."""
    return make_review(
        drama=drama,
        slug="the-walk-dropped",
        headline="A Walk Not Finished",
        kind=Review.Kind.DROPPED,
        watched_through=6,
        verdict="Not for me.",
        writers=[writer],
        sections=[
            {"body": "I stopped. ||8: zqdroppassageeight||"},
            {"heading": "zqdropheadingsix", "body": "zqdropreasonsix", "spoils_through": 6},
        ],
    )


def _recap(drama: Drama, writer: User) -> Review:
    """Two recaps are a series by themselves; this one is the second."""
    _first, second = (
        make_review(
            drama=drama,
            slug=f"the-walk-episode-{number}",
            headline=f"The Walk, Part {number}",
            kind=Review.Kind.RECAP,
            episode_from=number,
            episode_to=number,
            writers=[writer],
            sections=[{"body": body, "spoils_through": number}],
        )
        for number, body in ((1, "Nothing yet."), (2, "zqrecaptwo"))
    )
    return second


def _page() -> Page:
    """A page of the owner's, in the menu of every other page."""
    body = "||7: zqpassageinpageseven|| and ||zqpassageinpagewhole||.\n\nA word more."
    return Page.objects.create(title="House rules", slug="rules", body=body, place="menu", is_public=True)


def _comments(review: Review, draft: Review) -> list[Comment]:
    """An open one with a hidden passage and a closed reply, a closed one with a reply, and what nobody may read."""
    opened = make_comment(review, body="An open word, ||10: zqpassageincommentten||.")
    closed = make_comment(review, body="zqcommentsixth", spoils_through=6)
    replies = [
        make_comment(parent=opened, body="zqreplyeleven", spoils_through=11),
        make_comment(parent=closed, body="zqreplytosixth"),
    ]
    for state in (Comment.State.PENDING, Comment.State.HELD, Comment.State.SPAM, Comment.State.REMOVED):
        make_comment(review, body=f"zqunseen{state}", author_name=f"zqunseen{state}", state=state)
    make_comment(draft, body="zqunseenondraft", author_name="zqunseenondraft")
    review.comments.update(email="zqunseenmail@example.org")
    return [opened, closed, *replies]


def _sections(shown: Image, inside: Image) -> list[dict[str, object]]:
    return [
        {
            "body": "A safe opening with a ||7: zqpassageseven [read](https://example.org/zqlinkinpassage)|| in it."
        },
        {"heading": "Safe", "body": f"More. ||zqpassagewhole||\n\n![](image:{shown.key})\n\nAnd on."},
        {
            "heading": "zqheadingfive",
            "body": f"zqsectionfive and ||zqnestedinsection||\n\n![](image:{inside.key})",
            "spoils_through": 5,
        },
        {"heading": "zqheadingwhole", "body": "zqsectionwhole", "spoils_through": WHOLE_DRAMA},
        {
            "heading": "Final Thoughts",
            "body": "Closing words.",
            "spoils_through": WHOLE_DRAMA,
            "heading_is_safe": True,
        },
    ]


def _image(key: str, **fields: object) -> Image:
    picture = io.BytesIO()
    PillowImage.new("RGB", (64, 48), "#1f5f52").save(picture, "JPEG")
    picture.seek(0)
    image = Image(key=key, **fields)  # type: ignore[misc]
    ingest(picture, in_subprocess=False).attach(image)
    image.save()
    return image
