import re

import pytest

from reviewsite.markdown import COMMENTER, WRITER, Profile, render


def tags(html: str) -> set[str]:
    return set(re.findall(r"<([a-z][a-z0-9]*)", html))


EVERYTHING = """# One

Two *three* **four** ~~five~~ `six` [seven](/7)\\
eight

- nine
1. ten

> eleven

```js
twelve
```

---

| a | b |
|:--|--:|
| c | d |
"""


def test_writer_may_use_all_of_markdown() -> None:
    expected = {
        *"h3 p em strong s code a br ul ol li blockquote pre hr div table thead tbody tr th td".split()
    }
    assert tags(render(EVERYTHING)) == expected


def test_commenter_may_use_some_of_it() -> None:
    assert tags(render(EVERYTHING, profile=COMMENTER)) == {
        *"p em strong s code a br ul ol li blockquote pre".split()
    }


def test_what_a_commenter_may_not_use_stays_as_words() -> None:
    assert (
        render("# One\n\nTwo\n===\n\n---", profile=COMMENTER)
        == "<p># One</p>\n<p>Two<br>\n===</p>\n<p>---</p>\n"
    )


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", "3 4 5 6 6 6"),
        ("## a\n### b", "3 4"),
        ("#### a", "3"),
        ("a\n===\n\nb\n---", "3 4"),
        ("### a\n# b", "5 3"),
    ],
)
def test_headings_begin_below_the_sections_own(source: str, levels: str) -> None:
    assert re.findall(r"<h(\d)", render(source)) == levels.split()


def test_empty_heading_is_dropped() -> None:
    assert render("#\n\na") == "<p>a</p>\n"


def test_table_scrolls_in_a_box_that_a_keyboard_reaches() -> None:
    html = render("| a |\n|--:|\n| b |")
    assert html.startswith('<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>')
    assert '<th class="align-right">a</th>' in html
    assert '<td class="align-right">b</td>' in html


def test_commenters_line_breaks_are_kept() -> None:
    assert render("a\nb", profile=COMMENTER) == "<p>a<br>\nb</p>\n"
    assert render("a\nb") == "<p>a\nb</p>\n"


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<style>*{}</style>",
    "<iframe src=//example.com>",
    "<a href='javascript:x'>a</a>",
    "<!-- a -->",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '[a](<javascript:x> "\' onclick=alert(1)")',
    '[a](/ "\\" onmouseover=\\"alert(1)")',
    '![a"onerror="alert(1)](/b)',
    '```js" onclick=alert(1)\na\n```',
    "&lt;script&gt;",
    "<a\nonclick=alert(1)>",
    "\x00<script>",
    "||<script>alert(1)</script>||",
]


@pytest.mark.parametrize("source", HOSTILE)
@pytest.mark.parametrize("profile", [WRITER, COMMENTER])
def test_html_of_a_text_is_shown_and_not_obeyed(source: str, profile: Profile) -> None:
    html = render(source, profile=profile, seen=32767)
    assert tags(html) <= {"p", "a", "pre", "code", "span", "br"}
    for tag in re.findall(r"<[^>]*>", re.sub(r'"[^"]*"', '""', html)):
        assert not re.search(r"\son|style=|id=", tag)


@pytest.mark.parametrize("profile", [WRITER, COMMENTER])
def test_allow_lists_hold_nothing_that_runs(profile: Profile) -> None:
    assert not profile.tags & {
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "form",
        "input",
        "base",
        "meta",
    }
    attributes = {name for names in profile.attributes.values() for name in names}
    assert not attributes & {"style", "id", "class", "name", "target"}
    assert not [name for name in attributes if name.startswith("on")]
