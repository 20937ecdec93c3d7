"""The parser against the examples of the CommonMark specification (see tests/data/commonmark_spec.md)."""

import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from reviewsite.markdown import WRITER
from reviewsite.markdown.profiles import make_parser

EXAMPLES = json.loads((Path(__file__).parents[2] / "data" / "commonmark_spec.json").read_text("utf-8"))

#: HTML in a text is shown, never obeyed.
RAW_HTML = {
    *(21, 31, 344, 475, 476, 477, 491, 494, 524, 536, 642, 643),
    *range(148, 192),
    *(201, 308, 309),
    *range(613, 618),
    *(623, *range(625, 632)),
}
#: An indented paragraph is prose, so that its passages do not turn into code.
INDENTED_CODE = {
    *(1, 2, 3, 5, 6, 7, 8, 18, 36, 48, 69, 85, 100, 107, *range(110, 113), *range(114, 119), 134, 137),
    *(211, 225, 231, 236, 238, 252, 253, 254, 257, 264, *range(270, 275), 278, *range(286, 291), 313),
}


def failing(parser: MarkdownIt) -> set[int]:
    parser.options["xhtmlOut"] = True
    return {
        example["example"] for example in EXAMPLES if rendered(parser, example["markdown"]) != example["html"]
    }


def rendered(parser: MarkdownIt, source: str) -> str:
    # The specification's own comparison ignores white space between block tags.
    return parser.render(source).replace("<blockquote></blockquote>", "<blockquote>\n</blockquote>")


def with_html(parser: MarkdownIt) -> MarkdownIt:
    parser.options["html"] = True
    return parser.enable(["html_block", "html_inline"])


def test_there_are_all_652_examples() -> None:
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))


def test_every_example_passes_when_html_is_let_through() -> None:
    assert failing(with_html(make_parser())) == set()


def test_without_html_only_examples_with_html_differ() -> None:
    assert failing(make_parser()) == RAW_HTML


def test_writers_parser_differs_for_stated_reasons_only() -> None:
    assert failing(make_parser(WRITER.disabled_rules)) == RAW_HTML | INDENTED_CODE


@pytest.mark.parametrize("rule", ["emphasis", "link", "list", "reference"])
def test_a_missing_rule_is_noticed(rule: str) -> None:
    assert failing(with_html(make_parser((rule,)))) != set()
