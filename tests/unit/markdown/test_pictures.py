from dataclasses import replace

import pytest

from reviewsite.markdown import COMMENTER, Picture, picture_keys, plain_text, render

POSTER = Picture(
    url="/media/run-on.jpg", width=800, height=1200, alt="The poster", caption="A poster", credit="JTBC"
)
FIGURE = (
    '<figure class="figure"><img src="/media/run-on.jpg" width="800" height="1200" alt="{alt}" loading="lazy" '
    'decoding="async"><figcaption>{caption}<span class="figure-credit">JTBC</span></figcaption></figure>\n'
)


def show(source: str, picture: Picture = POSTER, *, seen: int = 0) -> str:
    return render(source, pictures={"runon": picture}, seen=seen)


def test_picture_alone_in_its_paragraph_is_a_figure() -> None:
    assert show("![](image:runon)") == FIGURE.format(alt="The poster", caption="A poster ")


def test_words_of_the_text_come_before_those_of_the_picture() -> None:
    html = show('![Two runners](image:runon "At the *track*")')
    assert html == FIGURE.format(alt="Two runners", caption="At the <em>track</em> ")


def test_credit_links_to_its_source() -> None:
    html = show("![](image:runon)", replace(POSTER, credit_url="https://example.com/?a=1&b=2"))
    assert '<a href="https://example.com/?a=1&amp;b=2" rel="nofollow">JTBC</a>' in html


def test_picture_without_caption_and_credit_has_no_figcaption() -> None:
    assert "figcaption" not in show("![](image:runon)", replace(POSTER, caption="", credit=""))


def test_sources_make_a_picture_element() -> None:
    sources = (("image/avif", "/a.avif 640w"), ("image/webp", "/a.webp 640w"))
    html = show("![](image:runon)", replace(POSTER, sources=sources, sizes="100vw", placeholder="tone-3"))
    assert html.startswith(
        '<figure class="figure"><picture><source type="image/avif" srcset="/a.avif 640w" sizes="100vw">'
        '<source type="image/webp" srcset="/a.webp 640w" sizes="100vw"><img src="/media/run-on.jpg"'
    )
    assert 'class="tone-3"></picture>' in html


def test_each_of_several_pictures_in_a_paragraph_is_a_figure() -> None:
    assert show("![](image:runon)\n![](image:runon)").count("<figure") == 2


def test_picture_among_words_stays_among_them() -> None:
    html = show("See ![](image:runon) here")
    assert "<figure" not in html
    assert html.startswith('<p>See <img src="/media/run-on.jpg"')


@pytest.mark.parametrize(
    "source",
    ["![a](image:none)", "![a](image:RUNON)", "![a](image:)", "# ![a](image:none)", "[![a](image:none)](/b)"],
)
def test_picture_that_is_not_there_renders_nothing(source: str) -> None:
    assert show(source) == ""


@pytest.mark.parametrize("seen", [0, 4])
def test_picture_is_withheld_below_its_scope(seen: int) -> None:
    html = show('![a](image:runon "b")', replace(POSTER, spoils_through=5), seen=seen)
    gate = (
        '<a class="passage-gate" href="?seen=5" rel="nofollow">picture hidden: spoilers through episode 5</a>'
    )
    assert html == f'<p class="withheld">{gate}</p>\n'


def test_picture_is_shown_at_its_scope() -> None:
    assert show("![](image:runon)", replace(POSTER, spoils_through=5), seen=5) == show("![](image:runon)")


def test_withheld_words_of_alt_and_caption_are_cut_out() -> None:
    html = show('![Two ||of three|| runners](image:runon "||He|| won")')
    gate = '<a class="passage-gate" href="?seen=all" rel="nofollow">spoiler (ending)</a>'
    assert html == FIGURE.format(alt="Two … runners", caption=f"{gate} won ")


def test_withheld_words_of_the_pictures_own_texts_are_cut_out() -> None:
    html = show("![](image:runon)", replace(POSTER, alt="A ||wedding||", caption="A ||funeral||"))
    assert 'alt="A …"' in html
    assert "wedding" not in html
    assert "funeral" not in html


def test_picture_whose_whole_description_is_withheld_is_withheld() -> None:
    assert "run-on.jpg" not in show("![||7: The wedding||](image:runon)", seen=6)
    assert 'alt="The wedding"' in show("![||7: The wedding||](image:runon)", seen=7)


def test_passage_around_a_picture_withholds_it_and_opens_as_a_figure() -> None:
    source = '||7: ![a](image:runon "b")||'
    assert "spoiler (episode 7)" in show(source, seen=6)
    assert "run-on.jpg" not in show(source, seen=6)
    assert show(source, seen=7) == show('![a](image:runon "b")')


def test_link_around_a_withheld_picture_is_withheld() -> None:
    assert "secret" not in show("[![a](image:runon)](/secret)", replace(POSTER, spoils_through=5))


@pytest.mark.parametrize("src", ["https://example.com/a.png", "/media/other.png"])
def test_picture_elsewhere_becomes_a_link(src: str) -> None:
    assert show(f"![The sea]({src})") == f'<p><a href="{src}">The sea</a></p>\n'
    assert show(f"![]({src})") == f'<p><a href="{src}">{src}</a></p>\n'
    assert show(f"[![The sea]({src})](/b)") == '<p><a href="/b">The sea</a></p>\n'


def test_picture_elsewhere_is_withheld_with_its_whole_description() -> None:
    assert "example" not in show("![||a||](https://example.com/a.png)")


def test_commenters_have_no_pictures() -> None:
    html = render(
        "a ![b](image:runon) ![c](https://example.com/c.png)", pictures={"runon": POSTER}, profile=COMMENTER
    )
    assert html == '<p>a  <a href="https://example.com/c.png" rel="nofollow ugc noopener">c</a></p>\n'


def test_keys_are_found_everywhere_once_and_in_order() -> None:
    source = """![a](image:zzzz) ||![b](image:aaaa)||

- [![c](image:bbbb1)](/d) ![e](image:zzzz) `![f](image:cccc)`

![g][r]

[r]: image:dddd
"""
    assert picture_keys(source) == ["zzzz", "aaaa", "bbbb1", "dddd"]


@pytest.mark.parametrize("key", ["abc", "ABCD", "a-bcd", "x" * 33, "abcd/../e"])
def test_what_is_no_key_is_not_found(key: str) -> None:
    assert picture_keys(f"![a](image:{key})") == []


def test_plain_text_has_captions_of_pictures_that_may_be_seen() -> None:
    pictures = {"runon": POSTER, "later": replace(POSTER, spoils_through=5)}
    assert plain_text(
        'a\n\n![b](image:runon)\n\n![c](image:later "d")\n\n![e](image:none "f")', pictures=pictures
    ) == ("a\nA poster\n…")
