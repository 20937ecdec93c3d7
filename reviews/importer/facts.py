"""Finds the lines that state facts: "Label: value", scores for parts, facts run together on one line."""

import re

from reviews.importer.document import NOT_KEPT, Kind, Labelled
from reviews.importer.fact_blocks import values_below
from reviews.importer.fields import READERS
from reviews.importer.labels import field_of, labelled, split_glued, split_label
from reviews.importer.lines import LONG_LINE, Line
from reviews.importer.parse_state import ParseState
from reviews.importer.scores import read_others, settle_bare_scores, take_rating, take_sub_rating

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
_PURE_SCORE = re.compile(r"[★☆⭐\s]*[0-9]{1,2}(?:[.,][0-9]{1,2})?\s*/\s*(?:5|10|100)[★☆⭐\s]*[.!]?")
# Labels of facts under which some writers score the part instead.
_SCORABLE = ("synopsis", "cast", "writers", "directors", NOT_KEPT)
_SUMMARIES = frozenset(("synopsis", "summary", "premise", "plot summary", "logline", "description"))
# Of a block whose colons were lost ("Network tvN", "Release Date Mar/12/2020"): its lines, the words of a label.
_FEWEST_UNMARKED, _MOST_WORDS_OF_A_LABEL = 3, 4
_TAIL = re.compile(r"[.!?…]\s+\S")
_LONGEST_LAST_VALUE = 60
_LONGEST_LABEL = 60
_LONGEST_NOT_KEPT = 400


def understand(reading: ParseState, fact: Labelled, line: Line) -> str | None:
    """Read the value by its label and keep it. Returns the field that it went to, or None if it cannot be read.

    A score is a score whatever the label: "Story: 9/10" is no synopsis.
    """
    if not fact.value:
        return None
    reading.touched.clear()
    if fact.field in _SCORABLE and is_score(fact.value):
        understood = take_sub_rating(reading, fact.label, fact.value, line)
    elif fact.field not in READERS or (fact.field == "synopsis" and not _is_summary(reading, fact, line)):
        understood = False
    elif fact.value[0] in "★⭐":
        understood = take_rating(reading, fact, line)
    else:
        understood = READERS[fact.field](reading, fact, line)
    if not understood or not reading.touched:
        return None
    return fact.field if fact.field in reading.touched else reading.touched[0]


def is_score(value: str) -> bool:
    return _PURE_SCORE.fullmatch(value) is not None


def _is_summary(reading: ParseState, fact: Labelled, line: Line) -> bool:
    """Whether "Plot: …" is a fact: it is one inside a list of facts, and elsewhere a paragraph of the text."""
    if line.core.startswith("|"):
        return True
    below = reading.after(line)
    next_is_fact = below is not None and split_label(below.core[:60]) is not None
    in_list = line.bulleted or next_is_fact or fact.label.casefold() in _SUMMARIES
    return in_list and reading.is_fact(reading.after(line, -1))


def take_facts(reading: ParseState) -> None:
    """Claim every line that states a fact and keep its value."""
    _take_unmarked(reading)
    for line in reading.in_time(reading.lines):
        if reading.ledger.is_free(line) and len(line.core) < LONG_LINE:
            _take(reading, line)
    settle_bare_scores(reading)
    _leave_asides(reading)


def _take_unmarked(reading: ParseState) -> None:
    """Facts without colons, where several follow one another and can all be read."""
    run: list[tuple[Line, Labelled]] = []
    for line in [*reading.lines, None]:  # None ends the last run
        fact = _unmarked(line) if line else None
        if line and fact and not (run and line.after_blank):
            run.append((line, fact))
            continue
        if len(run) >= _FEWEST_UNMARKED and len({each.field for _, each in run}) == len(run):
            for at, each in run:
                _take_fact(reading, at, each)
        run = [(line, fact)] if line and fact else []


def _unmarked(line: Line) -> Labelled | None:
    """The longest label that the words of a short line begin with, and the rest as its value."""
    if not line.is_short or line.is_sentence or ":" in line.core or not line.core[:1].isupper():
        return None
    words = line.core.split()
    for count in range(min(_MOST_WORDS_OF_A_LABEL, len(words) - 1), 0, -1):
        fact = labelled(" ".join(words[:count]), " ".join(words[count:]))
        if fact and fact.field in READERS and fact.field not in ("title", "synopsis", "verdict"):
            return fact
    return None


def _take(reading: ParseState, line: Line) -> None:
    if _take_aspects(reading, line):
        return
    run = split_glued(line.core)
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


def _take_fact(reading: ParseState, line: Line, fact: Labelled) -> None:
    field = understand(reading, fact, line)
    if field and not (field == "sub_ratings" and _heads_a_paragraph(reading, line)):
        reading.claim(line, field)


def _take_aspects(reading: ParseState, line: Line) -> bool:
    """Take "Story 8.5" and "Chemistry: 9/10" as scores for parts, "Overall 8.5" as the score.

    Returns whether the line is a score, also of one that stays in the text as the heading of a paragraph.
    """
    if len(line.core) <= _LONGEST_NOT_KEPT and _SEVERAL_ASPECTS.fullmatch(line.core):
        for name, score in _SCORED.findall(line.core):
            take_sub_rating(reading, name, score, line)
        reading.claim(line, "sub_ratings")
        return True
    found = _ASPECT.fullmatch(line.core)
    if not found:
        return _take_named_score(reading, line)
    if found["name"].casefold() == "overall":
        _take_fact(reading, line, Labelled("rating", "Overall", "", found["score"]))
    elif take_sub_rating(reading, found["name"], found["score"], line) and not _heads_a_paragraph(
        reading, line
    ):
        reading.claim(line, "sub_ratings")
    return True


def _take_named_score(reading: ParseState, line: Line) -> bool:
    """Take "Second lead syndrome: 9/10" as a score for a part, "IMDb: 8.1/10" as one of that site."""
    found = _SCORED.fullmatch(line.core)
    if not found or field_of(found[1]):
        return False
    others = read_others(line.core)
    if others:
        reading.add("other_ratings", others, line)
        reading.claim(line, "other_ratings")
    elif take_sub_rating(reading, found[1], found[2], line) and not _heads_a_paragraph(reading, line):
        reading.claim(line, "sub_ratings")
    return True


def _heads_a_paragraph(reading: ParseState, line: Line) -> bool:
    """Whether a score such as "Plot: 10/10" is the heading of the paragraph below it."""
    below, above = reading.after(line), reading.after(line, -1)
    owner = reading.ledger.owner(above) if above else None
    is_in_a_list = owner is not None and owner[1] in ("rating", "sub_ratings")
    return below is not None and below.is_sentence and not is_in_a_list


def _take_run(reading: ParseState, line: Line, run: list[Labelled]) -> None:
    """Take several facts of one line. If prose follows the last of them, the whole line stays in the text."""
    last = run[-1].value
    has_tail = len(last) > _LONGEST_LAST_VALUE and bool(_TAIL.search(last))
    facts = run[:-1] if has_tail else run
    fields = [understand(reading, fact, line) for fact in facts]
    for fact, field in zip(facts, fields, strict=True):
        if field is None and fact.field != NOT_KEPT:
            reading.doubt(line, "not_understood", label=fact.label, value=fact.value)
    known = [field for field in fields if field]
    if known and has_tail:
        reading.doubt(line, "facts_and_text")
    elif known:
        reading.claim(line, known[0])


def _take_block(reading: ParseState, line: Line, fact: Labelled, has_colon: bool) -> None:
    """Take a label whose values stand on the lines below it."""
    below = values_below(reading, line, fact, has_colon)
    if not below:
        return
    value = "\n".join(part.core.rstrip(" ,;") for part in below)
    field = understand(reading, fact._replace(value=value), below[0])
    if field:
        for part in (line, *below):
            reading.claim(part, field)


def _leave_asides(reading: ParseState) -> None:
    """In a run of facts, label-shaped lines that no field wants or that nobody can read are leftovers."""
    # Down, beside the line above, and up, beside the line below: one leftover may make its neighbour one.
    for lines, step in ((reading.lines, -1), (reading.lines[::-1], 1)):
        for line in lines:
            if not reading.ledger.is_free(line) or len(line.core) > _LONGEST_NOT_KEPT:
                continue
            if line.is_sentence and not line.bulleted:
                continue
            fact = split_label(line.core)
            if fact and fact.field == NOT_KEPT and reading.is_fact(reading.after(line, step)):
                reading.leave(line)
            elif (
                fact
                and fact.value
                and not is_score(fact.value)
                and reading.is_fact(reading.after(line, step))
            ):
                reading.leave(line)
                reading.doubt(line, "not_understood", label=fact.label, value=fact.value)
            elif _LABEL_SHAPE.fullmatch(line.core) and _stands_between_fields(reading, line):
                reading.leave(line)


def _stands_between_fields(reading: ParseState, line: Line) -> bool:
    owners = [near and reading.ledger.owner(near) for near in (reading.after(line, -1), reading.after(line))]
    return all(owner and owner[0] is Kind.FIELD for owner in owners)
