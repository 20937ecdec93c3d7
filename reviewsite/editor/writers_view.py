"""How writers see their own text: nothing withheld, and each passage says what it spoils."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from reviewsite.markdown import WRITER, Profile
from reviewsite.markdown.profiles import make_parser
from reviewsite.spoilers import scope_label


@dataclass(frozen=True)
class _ScopesMarked(Profile):
    @cached_property
    def parser(self) -> MarkdownIt:
        parser = make_parser(self.disabled_rules, breaks=self.breaks)
        parser.add_render_rule("passage_open", _passage_open)
        return parser


def _passage_open(
    self: RendererHTML, tokens: Sequence[Token], i: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    tokens[i].attrs["data-spoils"] = str(scope_label(tokens[i].meta["scope"]))
    return self.renderToken(tokens, i, options, env)


#: A profile for `markdown.render`, to be used with `seen=WHOLE_DRAMA`.
WRITERS_VIEW = _ScopesMarked(
    **{field.name: getattr(WRITER, field.name) for field in fields(WRITER) if field.name != "attributes"},
    attributes={**WRITER.attributes, "span": frozenset({"data-spoils"})},
)
