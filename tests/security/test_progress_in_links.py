"""Only the reader moves the reader's progress: text by others carries no `?seen=` and no `?open=`."""

import pytest

from reviewsite.markdown import COMMENTER, WRITER, Picture, Profile, render, without_progress
from tests.factories import make_comment, make_drama, make_review


@pytest.fixture(autouse=True)
def site(settings: object) -> None:
    settings.SITE_URL = "https://blog.example"  # type: ignore[attr-defined]
    settings.ALLOWED_HOSTS = [".blog2.example", "testserver"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("?seen=all", "?"),
        ("?seen=all#section-3", "#section-3"),
        ("/reviews/x/?seen=all", "/reviews/x/"),
        ("/reviews/x/?order=oldest&seen=7&after=3", "/reviews/x/?order=oldest&after=3"),
        ("/reviews/x/?seen=1&seen=all", "/reviews/x/"),
        ("/reviews/x/?open=3,5", "/reviews/x/"),
        ("/reviews/x/?%73een=all", "/reviews/x/"),
        ("/reviews/x/?s%65%65n=all&a", "/reviews/x/?a"),
        ("/reviews/x/?SEEN=all", "/reviews/x/"),
        ("/reviews/x/?+seen=all", "/reviews/x/"),
        ("https://blog.example/reviews/x/?seen=all", "https://blog.example/reviews/x/"),
        ("HTTP://BLOG.example:443/?seen=all", "HTTP://BLOG.example:443/"),
        ("https://www.blog.example./?seen=all", "https://www.blog.example./"),
        ("https://me@blog.example/?seen=all", "https://me@blog.example/"),
        ("//blog.example/x?seen=all", "//blog.example/x"),
        ("\\\\blog.example/x?seen=all", "\\\\blog.example/x"),
        ("https:/blog.example/?seen=all", "https:/blog.example/"),
        ("https:?seen=all", "https:"),
        ("https:/reviews/x/?seen=all", "https:/reviews/x/"),
        ("/x?se\ten=all", "/x"),
        ("https://ｂlog.example/?seen=all", "https://ｂlog.example/"),
        ("https://blog。example/?seen=all", "https://blog。example/"),
        ("https://films.blog2.example/?seen=all", "https://films.blog2.example/"),
        ("https://blog2.example/?open=3", "https://blog2.example/"),
        ("..?seen=all", ".."),
    ],
)
def test_progress_is_taken_out(address: str, safe: str) -> None:
    assert without_progress(address) == safe


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/?seen=all",
        "//elsewhere.example/?open=1",
        "https://blog.example.evil/?seen=all",
        "https://evilblog2.example/?seen=all",
        "https://evil.example\\@blog.example/?seen=all",
        "mailto:a@b.example?subject=seen",
        "/search/?q=seen",
        "/reviews/?seenot=1",
        "#seen=all",
        "https://elsewhere.example/?to=https://blog.example/?seen",
    ],
)
def test_other_addresses_stay(address: str) -> None:
    assert without_progress(address) == address


@pytest.mark.parametrize("profile", [WRITER, COMMENTER], ids=lambda profile: profile.name)
@pytest.mark.parametrize(
    "source",
    [
        "[What I loved](?seen=all)",
        "[a](</reviews/x/?seen=all>)",
        "[a][1]\n\n[1]: /x?seen=all",
        "[1]\n\n[1]: https://blog.example/?seen=all 'seen it?'",
        "<https://blog.example/x/?seen=all>",
        "![a](/x?seen=all)",
        "[![a](image:abcd12)](?seen=all)",
        "[a](?se&#101;n=all)",
        "[a](?s\\een=all)",
        "||7: [a](?seen=all)||",
        "**[a](/x?open=2)**",
    ],
)
def test_no_link_carries_progress(source: str, profile: Profile) -> None:
    html = render(source, seen=9, profile=profile, pictures={"abcd12": Picture("/p.jpg", 1, 1)})
    addresses = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert not any("seen" in address or "open=" in address for address in addresses)


def test_credit_of_a_picture_carries_none() -> None:
    picture = Picture("/p.jpg", 1, 1, credit="JTBC", credit_url="https://blog.example/?seen=all")
    assert 'href="https://blog.example/"' in render("![a](image:abcd12)", pictures={"abcd12": picture})


def test_a_gate_still_opens() -> None:
    """The control: the site's own links carry it."""
    assert 'href="?seen=all"' in render("||a||")


@pytest.mark.django_db
def test_pages_of_others_words(client: object) -> None:
    drama = make_drama(
        slug="salt", synopsis="[s](/x/?seen=all)", trailer_url="https://blog.example/?seen=all"
    )
    review = make_review(drama=drama, slug="the-review", sections=[{"body": "[b](?seen=all)"}])
    make_comment(review, body="[What I loved](?seen=all)")
    for address in ("/reviews/the-review/", "/reviews/the-review/comments/", "/dramas/salt/"):
        page = client.get(address).content.decode()  # type: ignore[attr-defined]
        assert "seen=all" not in page
