"""Templates obey the Content-Security-Policy and speak through translation."""

import re
from html.parser import HTMLParser

import pytest
from django.template.base import Lexer, TokenType

from tests.project import tree

#: Attributes whose values people read or hear.
SPOKEN = {"alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "title", "label"}
DATA_SCRIPTS = {"application/ld+json", "application/json", "importmap", "speculationrules"}
#: Stands for `{{ … }}` and `{% … %}` in the markup that is looked at.
HOLE = "\N{WHITE SQUARE}"
WORD = re.compile(r"[^\W\d_]{2,}")

TEMPLATES = [path for path in tree.files(suffix=".html") if "templates" in path.parts]


class Markup(HTMLParser):
    """Collects what is inline, and the text that is not translated."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.untranslated: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        for name, value in values.items():
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                self.inline.append(f"<{tag} {name}>")
            if name in SPOKEN and WORD.search(value):
                self.untranslated.append(value)
        if tag == "style" or (
            tag == "script" and "src" not in values and values.get("type") not in DATA_SCRIPTS
        ):
            self.inline.append(f"<{tag}>")
        if tag in {"script", "style", "code"}:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if not self._inside and WORD.search(data):
            self.untranslated.append(data.strip())


def markup_of(template: str) -> Markup:
    """The template's own markup, with all that Django puts in cut out."""
    kept, skipping_to = [], ""
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            if name in {"blocktranslate", "comment"}:
                skipping_to = f"end{name}"
            elif name == skipping_to:
                skipping_to = ""
        if token.token_type == TokenType.TEXT and not skipping_to:
            kept.append(token.contents)
        elif token.token_type == TokenType.VAR:
            kept.append(HOLE)
    markup = Markup()
    markup.feed("".join(kept))
    markup.close()
    return markup


def test_templates_have_nothing_inline() -> None:
    found = {path.name: markup_of(path.read_text(encoding="utf-8")).inline for path in TEMPLATES}

    assert found
    assert {name: inline for name, inline in found.items() if inline} == {}


def test_templates_mark_every_word_for_translation() -> None:
    found = {path.name: markup_of(path.read_text(encoding="utf-8")).untranslated for path in TEMPLATES}

    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "template",
    [
        '<p style="color: red"></p>',
        '<a href="{{ url }}" onclick="go()">1</a>',
        "<script>go()</script>",
        "{% if a %}<style>p {}</style>{% endif %}",
        '<a href="javascript:go()">1</a>',
    ],
)
def test_inline_code_is_found(template: str) -> None:
    assert markup_of(template).inline


@pytest.mark.parametrize(
    "template", ["<p>Cast</p>", '<img alt="Poster of {{ title }}">', "{% if a %}{{ a }} episodes{% endif %}"]
)
def test_untranslated_text_is_found(template: str) -> None:
    assert markup_of(template).untranslated


@pytest.mark.parametrize(
    "template",
    [
        "{% load i18n %}<p>{% translate 'Cast' %}: {{ name }} · 1</p>",
        "{% blocktranslate count n=n %}one episode{% plural %}{{ n }} episodes{% endblocktranslate %}",
        '<script type="application/ld+json">{{ data }}</script><script src="{% static "js/site.js" %}" defer></script>',
        '{# a note #}<code>ERROR</code><img alt="{{ alt }}" class="wide">',
    ],
)
def test_clean_template_is_passed(template: str) -> None:
    markup = markup_of(template)

    assert (markup.inline, markup.untranslated) == ([], [])
