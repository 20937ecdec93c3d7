import pytest

from reviewsite.markdown import COMMENTER, WRITER, Profile, render


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a?b=c&amp;d=e",
        "http://example.com",
        "mailto:me@example.com",
        "/reviews/run-on/",
        "reviews/",
        "?order=oldest",
        "#cast",
        "MAILTO:me@example.com",
    ],
)
@pytest.mark.parametrize("profile", [WRITER, COMMENTER])
def test_link_is_allowed(url: str, profile: Profile) -> None:
    rel = f' rel="{profile.link_rel}"' if profile.link_rel else ""
    assert render(f"[a]({url})", profile=profile) == f'<p><a href="{url}"{rel}>a</a></p>\n'


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "ftp://example.com",
        "image:abcd",
        "//example.com",
        "///example.com",
        "/\\example.com",
        "\\\\\\\\example.com",
        "</\\example.com>",
    ],
)
@pytest.mark.parametrize("profile", [WRITER, COMMENTER])
def test_link_is_made_plain(url: str, profile: Profile) -> None:
    for source in (f"[a]({url})", f"[a][r]\n\n[r]: {url}", f"![a]({url})"):
        html = render(source, profile=profile)
        assert 'href="//' not in html
        assert "script:" not in html
        assert html in ("<p>a</p>\n", "", *allowed_as_path(html))


def allowed_as_path(html: str) -> list[str]:
    """A backslash arrives percent-encoded, which is a path on this site and no host."""
    return [html] if 'href="/%5C' in html or 'href="%5C' in html else []


def test_autolink_of_a_refused_scheme_is_its_words() -> None:
    assert render("<javascript:alert(1)> <https://example.com>") == (
        '<p>javascript:alert(1) <a href="https://example.com">https://example.com</a></p>\n'
    )


def test_writers_link_has_its_title_and_commenters_has_not() -> None:
    assert render("[a](/b 'c')") == '<p><a href="/b" title="c">a</a></p>\n'
    assert (
        render("[a](/b 'c')", profile=COMMENTER) == '<p><a href="/b" rel="nofollow ugc noopener">a</a></p>\n'
    )


def test_link_without_words_is_dropped() -> None:
    assert render("[](/a) [ ](/b)") == ""


def test_withheld_words_of_a_title_are_cut_out() -> None:
    assert render('[a](/b "c ||d|| e")') == '<p><a href="/b" title="c … e">a</a></p>\n'
    assert render('[a](/b "c ||3: d|| e")', seen=3) == '<p><a href="/b" title="c d e">a</a></p>\n'


def test_address_may_have_parentheses() -> None:
    assert render("[a](/b_(c_(d))_e)") == '<p><a href="/b_(c_(d))_e">a</a></p>\n'
