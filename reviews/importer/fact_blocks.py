"""A label on a line of its own: which of the lines below it hold its values."""

from reviews.importer.cast import is_pair, read_entry
from reviews.importer.document import Labelled
from reviews.importer.labels import field_of, split_label
from reviews.importer.lines import Line, normalise
from reviews.importer.parse_state import ParseState

# "Main Characters" is a label and a heading too: above one name and a paragraph about it, it is a heading.
_FEWEST_IN_A_LIST = 2
_LONGEST_BLOCK = 60
_LONGEST_VALUE = 120
_LONGEST_ENTRY = 100
_SHORT_VERDICT, _ONLY_PARAGRAPH = 300, 200
_WITH_ONE_LINE_BELOW = frozenset(
    "directors writers genres networks streaming episodes duration_minutes aired_from weekdays rating year "
    "title".split()
)


def values_below(reading: ParseState, line: Line, fact: Labelled, has_colon: bool) -> list[Line]:
    """The lines of the value; none where the label is a heading."""
    nested = _nested(reading, line)
    if nested and fact.field not in ("synopsis", "verdict"):
        return nested
    if fact.field == "cast":
        return _cast_entries(reading, line)
    value = reading.after(line)
    if value is None or not reading.ledger.is_free(value) or field_of(value.core.partition(":")[0]):
        return []
    if fact.field == "verdict":
        return [value] if has_colon and _is_verdict(reading, fact, value) else []
    fits = fact.field in _WITH_ONE_LINE_BELOW and len(value.core) <= _LONGEST_VALUE and not value.is_sentence
    return [value] if fits and (has_colon or _labels_alternate(reading, line)) else []


def _nested(reading: ParseState, line: Line) -> list[Line]:
    """Bullets below the label, deeper than its own bullet."""
    below: list[Line] = []
    for value in reading.lines[line.index + 1 : line.index + _LONGEST_BLOCK]:
        deeper = value.bulleted and (not line.bulleted or value.indent > line.indent)
        if not deeper or not reading.ledger.is_free(value) or split_label(value.core):
            break
        below.append(value)
    return below


def _cast_entries(reading: ParseState, line: Line) -> list[Line]:
    below: list[Line] = []
    for value in reading.lines[line.index + 1 : line.index + _LONGEST_BLOCK]:
        repeats = bool(below) and normalise(value.core) == normalise(below[-1].core)
        if repeats or not reading.ledger.is_free(value) or not _is_entry(value):
            break
        below.append(value)
    follower = reading.after(below[-1]) if below else None
    if len(below) < _FEWEST_IN_A_LIST and follower is not None:
        is_about_one = follower.is_sentence or normalise(follower.core) == normalise(below[-1].core)
        return [] if is_about_one else below
    return below


def _is_entry(line: Line) -> bool:
    """A name alone is no entry here: it may be a heading."""
    if line.is_sentence or len(line.core) > _LONGEST_ENTRY or split_label(line.core):
        return False
    entry = read_entry(line.core)
    return entry is not None and bool(is_pair(line.core) or entry.character or entry.bracket or entry.hangul)


def _labels_alternate(reading: ParseState, line: Line) -> bool:
    """Label, value, label, value: a table whose columns became lines."""
    others = (reading.after(line, -2), reading.after(line, 2))
    return any(other is not None and field_of(other.core) in _WITH_ONE_LINE_BELOW for other in others)


def _is_verdict(reading: ParseState, fact: Labelled, value: Line) -> bool:
    """A short paragraph; below a plain "Verdict:" it must be the only one, or a section begins there."""
    label = fact.label.casefold()
    if not label.endswith("verdict") or "short" in label or "quick" in label:
        return len(value.core) <= _SHORT_VERDICT
    follower = reading.after(value)
    return len(value.core) <= _ONLY_PARAGRAPH and (follower is None or not follower.is_sentence)
