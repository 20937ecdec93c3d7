"""Finds the lines that state facts: "Label: value", scores for parts, facts run together on one line."""

import re

from reviews.importer.document import Kind
from reviews.importer.fact_blocks import values_below
from reviews.importer.fact_values import is_score, understand
from reviews.importer.labels import ASIDE, Labelled, field_of, split_label
from reviews.importer.lines import LONG_LINE, Line
from reviews.importer.ratings import read_others
from reviews.importer.reading import Reading
from reviews.importer.run_together import split_run_together
from reviews.importer.score_values import settle_bare_scores, take_sub_rating

_LABEL_SHAPE = re.compile(r"[^\W\d_][\w /&'’#?.()-]{0,40}\s*[:：]\s*.{0,160}")
_ASPECTS = (
    "story plot acting cast characters? music ost soundtrack rewatch rewatchability chemistry romance cinematography "
    "visuals writing directing direction production pacing pace ending enjoyment comedy humou?r script storyline "
    "entertainment originality overall"
)
_ASPECT = re.compile(
    rf"(?P<name>(?:rewatch value|{'|'.join(_ASPECTS.split())})(?:\s?/\s?\w+)?)"
    r"\s*[:~–—-]?\s*(?P<score>[0-9]{1,2}(?:\.[0-9]{1,2})?(?:\s*/\s*(?:5|10|100))?)",
    re.IGNORECASE,
)
_SCORED = re.compile(r"([A-Z][\w ]{2,25})\s*:\s*([0-9]{1,2}(?:\.[0-9]{1,2})?\s*/\s*(?:5|10|100))")
_SEVERAL_ASPECTS = re.compile(rf"(?:{_SCORED.pattern}[\s,;|•·]*){{2,12}}(?:[\w .]{{3,40}}:\s*[0-9]+)?")
_TAIL = re.compile(r"[.!?…]\s+\S")
_LONGEST_LAST_VALUE = 60
_LONGEST_LABEL = 60
_LONGEST_ASIDE = 400


def take_facts(reading: Reading) -> None:
    """Claim every line that states a fact and keep its value."""
    for line in reading.lines:
        if reading.ledger.is_free(line) and len(line.core) < LONG_LINE:
            _take(reading, line)
    settle_bare_scores(reading)
    _leave_asides(reading)


def _take(reading: Reading, line: Line) -> None:
    if _take_aspects(reading, line):
        return
    run = split_run_together(line.core)
    fact = split_label(line.core)
    if run:
        _take_run(reading, line, run)
    elif fact and fact.value:
        _take_fact(reading, line, fact)
    else:
        field = fact.field if fact else field_of(line.core)
        if field and len(line.core) < _LONGEST_LABEL:
            label = line.core.rstrip(" :：")
            _take_block(reading, line, Labelled(field, label, "", ""), has_colon=fact is not None)


def _take_fact(reading: Reading, line: Line, fact: Labelled) -> None:
    field = understand(reading, fact, line)
    if field and not (field == "sub_ratings" and _heads_a_paragraph(reading, line)):
        reading.claim(line, field)


def _take_aspects(reading: Reading, line: Line) -> bool:
    """Take "Story 8.5" and "Chemistry: 9/10" as scores for parts, "Overall 8.5" as the score."""
    if len(line.core) <= _LONGEST_ASIDE and _SEVERAL_ASPECTS.fullmatch(line.core):
        for name, score in _SCORED.findall(line.core):
            take_sub_rating(reading, name, score)
        reading.claim(line, "sub_ratings")
        return True
    found = _ASPECT.fullmatch(line.core)
    if not found:
        return _take_named_score(reading, line)
    if found["name"].casefold() == "overall":
        _take_fact(reading, line, Labelled("rating", "Overall", "", found["score"]))
    elif take_sub_rating(reading, found["name"], found["score"]) and not _heads_a_paragraph(reading, line):
        reading.claim(line, "sub_ratings")
    return True


def _take_named_score(reading: Reading, line: Line) -> bool:
    """Take "Second lead syndrome: 9/10" as a score for a part, "IMDb: 8.1/10" as one of that site."""
    found = _SCORED.fullmatch(line.core)
    if not found or field_of(found[1]):
        return False
    others = read_others(line.core)
    if others:
        reading.add("other_ratings", others)
        reading.claim(line, "other_ratings")
    elif take_sub_rating(reading, found[1], found[2]) and not _heads_a_paragraph(reading, line):
        reading.claim(line, "sub_ratings")
    return True


def _heads_a_paragraph(reading: Reading, line: Line) -> bool:
    """Whether a score such as "Plot: 10/10" is the heading of the paragraph below it."""
    below, above = reading.after(line), reading.after(line, -1)
    owner = reading.ledger.owner(above) if above else None
    is_in_a_list = owner is not None and owner[1] in ("rating", "sub_ratings")
    return below is not None and below.is_sentence and not is_in_a_list


def _take_run(reading: Reading, line: Line, run: list[Labelled]) -> None:
    """Where prose follows the last of several facts, the line stays in the text as a whole."""
    last = run[-1].value
    has_tail = len(last) > _LONGEST_LAST_VALUE and bool(_TAIL.search(last))
    facts = run[:-1] if has_tail else run
    fields = [understand(reading, fact, line) for fact in facts]
    for fact, field in zip(facts, fields, strict=True):
        if field is None and fact.field != ASIDE:
            reading.doubt(line, f"{fact.label}: {fact.value or 'nothing'} was not understood")
    known = [field for field in fields if field]
    if known and has_tail:
        reading.doubt(line, "facts and text run together; the facts were read and the line kept in the text")
    elif known:
        reading.claim(line, known[0])


def _take_block(reading: Reading, line: Line, fact: Labelled, has_colon: bool) -> None:
    below = values_below(reading, line, fact, has_colon)
    if not below:
        return
    value = "\n".join(part.core.rstrip(" ,;") for part in below)
    field = understand(reading, fact._replace(value=value), below[0])
    if field:
        for part in (line, *below):
            reading.claim(part, field)


def _leave_asides(reading: Reading) -> None:
    """In a run of facts, label-shaped lines that no field wants or that nobody can read are leftovers."""
    for lines, step in ((reading.lines, -1), (reading.lines[::-1], 1)):
        for line in lines:
            if not reading.ledger.is_free(line) or len(line.core) > _LONGEST_ASIDE:
                continue
            if line.is_sentence and not line.bulleted:
                continue
            fact = split_label(line.core)
            if fact and fact.field == ASIDE and reading.is_fact(reading.after(line, step)):
                reading.leave(line)
            elif (
                fact
                and fact.value
                and not is_score(fact.value)
                and reading.is_fact(reading.after(line, step))
            ):
                reading.leave(line, f"{fact.label}: {fact.value} was not understood")
            elif _LABEL_SHAPE.fullmatch(line.core) and _stands_between_fields(reading, line):
                reading.leave(line)


def _stands_between_fields(reading: Reading, line: Line) -> bool:
    owners = [near and reading.ledger.owner(near) for near in (reading.after(line, -1), reading.after(line))]
    return all(owner and owner[0] is Kind.FIELD for owner in owners)
