"""Why a text is not one review of one drama: it is empty, a list, or several reviews."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from reviews.importer.document import ParsedReview, Part, Refusal
from reviews.importer.labels import field_of, split_label
from reviews.importer.lines import Line, normalise
from reviews.importer.scores import SCORE_LINE
from reviews.importer.titles import TitleLine, read_title_line
from reviewsite.lazy_pattern import lazy_pattern

#: Several times what the longest reviews have, and so much that any text is read within the time of one request.
MOST_LINES = 3_000
MOST_CHARACTERS = 300_000
#: No encoding takes more for so many characters.
MOST_BYTES = 4 * MOST_CHARACTERS
#: With more the check page would be larger than one that can be sent back.
MOST_SECTIONS = MOST_PEOPLE = MOST_PICTURES = 300
TOO_LARGE = frozenset({"too_long", "too_many_lines"})
_MOST_TITLES = 20
_WORD = lazy_pattern(r"[^\W_]")
_TEASER_END = lazy_pattern(
    r"(?:continue reading|read more|read the full review|read on)\b.{0,80}", re.IGNORECASE
)
_DRAMAS = r"\b(?:(?:k-?|korean )?dramas|shows|series to)\b"
# "Top 10 reasons to watch Salt Road" is about one drama.
_OF_ONE = (
    r"(?!.{0,60}\b(?:reasons?|things|moments|scenes|quotes|episodes|songs|osts?|couples|lessons|characters|facts|"
    r"thoughts)\b)"
)
_LIST_TITLE = lazy_pattern(
    "|".join(
        (
            r"\b(?:top|best|worst|ranking|ranked|favou?rite|must[- ](?:watch|see)|underrated|recommended|[0-9]+)\b"
            rf".{{0,60}}{_DRAMAS}",
            r"\b(?:k-?|korean )?dramas?\b.{0,30}\b(?:reviews|lists?|rankings?|recommendations|(?:round|wrap)-?up)\b",
            r"\b(?:mini|short|quick)[- ]reviews\b",
            rf"{_DRAMAS} (?:i|to|you|that|of)\b",
            r"\byear[- ]in[- ](?:review|dramas?)\b|\b(?:19|20)[0-9]{2} in (?:review|dramas?)\b",
            rf"^{_OF_ONE}.{{0,40}}\btop (?:[0-9]+|five|ten|twenty)\b|^\W*(?:my )?top (?:[0-9]+|five|ten)\b{_OF_ONE}",
            rf"^{_OF_ONE}.{{0,30}}\b(?:best|worst|favou?rites?) (?:\w+ ){{0,3}}(?:of|in|from) (?:19|20)[0-9]{{2}}\b",
            r"\bwhat (?:i['’]m|i am|we['’]re|we are) watching\b|\bcurrently watching\b|\bwatch ?list\b",
            r"\b(?:weekly|monthly|january|february|march|april|may|june|july|august|september|october|november|december)"
            r"(?: (?:19|20)[0-9]{2})?(?: k?-?dramas?)? (?:round|wrap|catch)[- ]?up\b",
            r"^(?:every|all(?: the| my)?) (?:\w+ )?(?:k-?|korean )?dramas?\b|\bdramas?\b.{0,40}\branked\b",
            r"드라마 (?:추천|순위|모음|베스트)|인생 ?드라마 [0-9]+",
        )
    ),
    re.IGNORECASE,
)
_ENTRY = lazy_pattern(r"\W{0,3}(?:no\.?\s*)?[0-9]{1,2}\s*[.):–-]\s*\S", re.IGNORECASE)
_PARTS = lazy_pattern(r"\s*[:|–—]\s*|\s+-\s+")
_LIST_WORD = lazy_pattern(
    r"\b(?:top|best|worst|favou?rites?|dramas|shows|series|reviews?|lists?|rank\w*|years?|watch\w*|round|wrap|catch|up)\b"
    r"|드라마",
    re.IGNORECASE,
)
# "One of the best dramas", "among the top ten dramas"
_ONE_OF_MANY = lazy_pattern(r"\b(?:one of|among) (?:the|my)\b", re.IGNORECASE)
_YEAR = lazy_pattern(r"\(\s*(?:19|20)[0-9]{2}")
_HEAD_LINES = 6
# What tells one drama's block of facts from another's.
_FACTS = frozenset(
    "episodes aired_from networks streaming year directors writers cast genres duration_minutes native_title".split()
)
_FEWEST_FACTS, _LINES_OF_A_HEAD = 2, 8
_NO_TITLE = lazy_pattern(
    r"(?:season|part|volume|section|chapter|episode|week|day)\s*\w{1,5}|(?:\w+[\s-]+){0,3}"
    r"(?:details?|info|information|overview|profile|facts?|data|stats|ratings?|scores?|summary|credits|cast)",
    re.IGNORECASE,
)


def refuse_by_size(text: str) -> Refusal | None:
    """Reasons that show before the lines are read: no words, or far more than a review has."""
    if not text.strip():
        return Refusal("empty")
    if not _WORD.search(text):
        return Refusal("no_words")
    if len(text) > MOST_CHARACTERS:
        return Refusal("too_long", (("most", MOST_CHARACTERS),))
    written = (line for line in text.splitlines() if line.strip())
    if next(islice(written, MOST_LINES, None), None) is not None:
        return Refusal("too_many_lines", (("most", MOST_LINES),))
    return None


def refuse_by_parts(parsed: ParsedReview) -> Refusal | None:
    """More sections, people or pictures than a page can ask about."""
    people = (*parsed.cast, *parsed.mentions, *parsed.directors, *parsed.writers)
    for code, found, most in (
        ("too_many_sections", parsed.sections, MOST_SECTIONS),
        ("too_many_people", people, MOST_PEOPLE),
        ("too_many_pictures", parsed.captions, MOST_PICTURES),
    ):
        if len(found) > most:
            return Refusal(code, (("most", most),))
    return None


def refuse_by_shape(lines: list[Line]) -> Refusal | None:
    """Several reviews in one text, or the page of a list."""
    titles = _titles_with_text(lines)
    found = titles if len(titles) > 1 else _titles_above_facts(lines)
    if len(found) > 1:
        return _several(found, lines)
    if _are_teasers(lines):
        return Refusal("teasers")
    above = lines[: titles[0][0].index if titles else _HEAD_LINES]
    head = next((line for line in above if not line.is_sentence and _LIST_TITLE.search(line.core)), None)
    if head and not split_label(head.core) and not _is_about_one(head, lines):
        return Refusal("list", (("line", head.number), ("title", head.core)))
    return None


def _are_teasers(lines: list[Line]) -> bool:
    """Whether "Continue reading" is below one text and, after a title and another text, again."""
    stage = 0  # of: a link, a title, a text, a link
    for line in lines:
        if line.is_short and _TEASER_END.fullmatch(line.core):
            if stage == 3:
                return True
            stage = 1
        elif stage:
            stage = max(stage, 2) if not line.is_sentence else max(stage, 3) if stage > 1 else 0
    return False


def _is_about_one(head: Line, lines: list[Line]) -> bool:
    """Whether a line with the words of a list names one drama, and no entries are below it."""
    if sum(line.is_short and bool(_ENTRY.match(line.text)) for line in lines[head.index + 1 :]) > 1:
        return False
    parts = _PARTS.split(head.core)
    return bool(_ONE_OF_MANY.search(head.core)) or (len(parts) > 1 and any(map(_is_name, parts)))


def _is_name(text: str) -> bool:
    if _LIST_WORD.search(text) or _NO_TITLE.fullmatch(text) or not text[:1].isupper():
        return False
    return read_title_line(text) is not None


def _several(titles: Sequence[tuple[Line, str]], lines: list[Line]) -> Refusal:
    ends = [line.number - 1 for line, _ in titles[1:]] + [lines[-1].number]
    parts = tuple(Part(title, line.number, end) for (line, title), end in zip(titles, ends, strict=True))
    return Refusal("several", (("count", len(parts)),), parts)


def _titles_with_text(lines: list[Line]) -> list[tuple[Line, str]]:
    """Different titles, each of which announces a review, or has a year and facts of its own."""
    candidates = [(line, read) for line in lines if (read := _title(line))]
    ends = [line.index for line, _ in candidates][1:] + [len(lines)] * bool(candidates)
    titles: list[tuple[Line, str]] = []
    for (line, read), end in zip(candidates, ends, strict=True):
        below = lines[line.index + 1 : end]
        tells = read.announces or any(_is_fact(other) for other in below)
        has_own_text = tells and any(other.is_sentence for other in below)
        is_new = not any(_same(read.title, other) for _, other in titles)
        if is_new and (has_own_text or not titles) and len(titles) < _MOST_TITLES:
            titles.append((line, read.title))
    return titles


def _titles_above_facts(lines: list[Line]) -> list[tuple[Line, str]]:
    """Short lines, each above a list of facts, where the lists say different things of the same kind."""
    heads = [
        (line, title, facts)
        for line in lines
        if line.is_short and (facts := _facts_below(line, lines)) and (title := _bare_title(line))
    ]
    titles: list[tuple[Line, str]] = []
    for (line, title, facts), (later, other, others) in pairwise(heads):
        shared = {field for field in facts.keys() & others.keys() if facts[field] != others[field]}
        has_text = any(between.is_sentence for between in lines[line.index + 1 : later.index])
        if shared & _FACTS and has_text and not _same(title, other) and len(titles) < _MOST_TITLES:
            titles += [(line, title)] * (not titles) + [(later, other)]
    return titles


def _bare_title(line: Line) -> str:
    if not line.is_short or line.is_sentence or line.bulleted or line.core.startswith("|"):
        return ""
    fact = split_label(line.core)
    if fact:
        return fact.value if fact.field == "title" else ""
    if not line.after_blank or _NO_TITLE.fullmatch(line.core.rstrip(" :")) or field_of(line.core):
        return ""
    read = read_title_line(line.core)
    return read.title if read else ""


def _facts_below(line: Line, lines: list[Line]) -> dict[str, str]:
    """The facts of a drama right below a line; none where there are too few to be a list."""
    facts: dict[str, str] = {}
    for below in lines[line.index + 1 : line.index + 1 + _LINES_OF_A_HEAD]:
        fact = split_label(below.core) if below.is_short else None
        if not fact or not fact.value or fact.field == "title":
            break
        facts.setdefault(fact.field, fact.value)
    return facts if len(facts) >= _FEWEST_FACTS and facts.keys() & _FACTS else {}


def _title(line: Line) -> TitleLine | None:
    if not line.is_short or line.bulleted or line.core.startswith("|"):
        return None
    folded = line.core.casefold()
    if "review" not in folded and "impression" not in folded and not _YEAR.search(line.core):
        return None
    read = read_title_line(line.core)
    tells = read is not None and (read.announces or (read.year and not line.ends_a_sentence))
    return read if tells and split_label(line.core) is None else None


def _is_fact(line: Line) -> bool:
    if not line.is_short:
        return False
    fact = split_label(line.core)
    return bool(fact and fact.value) or bool(SCORE_LINE.fullmatch(line.core))


def _same(one: str, other: str) -> bool:
    """A title and its longer form are one: "Move to Heaven" and "Move to Heaven: I Am a Trauma Cleaner"."""
    one, other = normalise(one), normalise(other)
    return one.startswith(other) or other.startswith(one)
