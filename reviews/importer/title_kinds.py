"""What kind of text a title line announces, and of which episodes: "Salt Road: Episodes 3-4 Recap"."""

import re
from typing import NamedTuple

from reviews.importer.patterns import any_of, either
from reviewsite.lazy_pattern import lazy_pattern

FIRST_IMPRESSIONS = "first_impressions"

_REVIEW = either(
    r"reviews?|thoughts|musings|ramblings|reflections|commentary|rant|deep dive|critique",
    r"리뷰|후기|감상평|감상|총평|レビュー|感想|影评|影評|剧评|劇評|观后感|觀後感|รีวิว|đánh giá",
    r"reseña|crítica|análisis|opinión|avis|rezension|kritik|bewertung|recensione|resenha|análise|ulasan|recenzja|"
    r"recenzia|inceleme|yorum|обзор|рецензия|отзыв",
)
_FIRST = either(
    r"(?:first|initial|early|1st)[\s-](?:impressions?|looks?|thoughts|takes?|reactions?)",
    r"premiere (?:week|review|watch)|pilot (?:review|watch)",
    r"첫인상|첫 인상|第一印象|primeras? impresi(?:ón|ones)|premières? impressions?|erste[rn]? eindr(?:uck|ücke)",
    r"prim[ae] impressioni?|primeiras impressões|kesan pertama|pierwsze wrażenia|первые впечатления|ấn tượng đầu",
)
_RECAP = either(
    r"(?:re|wee|squee|live)-?caps?(?:ped)?|live-?blog|episode (?:guide|summary|discussion)|open thread|plot summary",
    r"리캡|줄거리 요약|resumen|riassunto|zusammenfassung|resumo|podsumowanie|пересказ|ending explained",
)
_NOUN = either(_FIRST, _REVIEW, _RECAP, "summary")
_BEFORE = either(
    "full|honest|quick|short|mini|final|late|my|the|a|an|some|spoiler[- ]free|non[- ]spoiler|spoiler|weekly|brief|long",
    r"\w+day|series|season|episode|overall|random|personal|post|mid|dramas?|k[- ]?dramas?|korean|"
    "south korean|tv|show|netflix|"
    "completed?|finale|드라마|한국|韓国ドラマ|韩剧|drama korea|drakor|dorama|doramas|del?",
)
_AND = r"\s*(?:and|&|\+|/|,|y|et|und|e)\s*(?:my )?"
PHRASE = rf"(?:(?:{_BEFORE}[\s-]+){{0,5}}{_NOUN}(?:{_AND}(?:{_BEFORE}[\s-]+){{0,2}}{_NOUN})?)"
SIGN = r"(?:\s*[:：|–—]\s*|\s+[~•»-]\s+)"

_DRAMA = r"(?:k[- ]?drama|(?:south )?korean[- ](?:tv[- ])?(?:drama|series|show)|drama korea|drakor|dorama)"
GENERIC_END = any_of(rf"\s*(?:[|:–—~,]\s*|\s-\s*)?[(\[]?(?<!\w){_DRAMA}[)\]]?\s*$")
GENERIC_START = any_of(
    rf"[(\[]?{_DRAMA}[)\]]?(?:{SIGN}|\s+(?=[“‘\"'«<《「『]))", r"드라마\s+(?=[“‘\"'«<《「『])"
)

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
)
_N = rf"(?:[0-9]{{1,3}}|{'|'.join(_NUMBERS)})(?![\w.])"
_JOIN = r"\s*(?:[-–—~&+,/]|and|to|through|thru|y|et|und)\s*"
_WORD = (
    r"(?:ep(?:isode|isodio|isod|s)?s?|épisodes?|capítulos?|cap|folgen?|tập|odcinek|bölüm|серия|серии|ตอนที่)"
    r"\.?\s*#?\s*"
)
_EPISODE = lazy_pattern(
    rf"(?<!\w)(?:"
    rf"s(?P<season>[0-9]{{1,2}})\s*[:.]?\s*e(?:p\.?)?\s?(?P<se>[0-9]{{1,3}})(?:\s*[-–]\s*e?(?P<se2>[0-9]{{1,3}}))?"
    rf"|{_WORD}(?P<a>{_N})(?:{_JOIN}(?:{_WORD})?(?P<b>{_N}))?"
    rf"|第?제?\s?(?P<ka>[0-9]{{1,3}})(?:\s*[-–~∼,]\s*(?P<kb>[0-9]{{1,3}}))?\s*(?:회|화|話|集)(?!\w)"
    rf"|e(?P<e>[0-9]{{1,2}})(?:\s*[-–]\s*e?(?P<e2>[0-9]{{1,2}}))?(?!\w))",
    re.IGNORECASE,
)
# "Episodes 16" counts them; "Episode 16" and "Episodes 15-16" name them.
_COUNT = lazy_pattern(r"(?:episodes|eps|capítulos|folgen|épisodes)\.?\s", re.IGNORECASE)
_FINALE = any_of(
    r"[(\[]?\b(?:(?:series|season|drama)[\s-])?finale\b[)\]]?",
    r"[(\[]?\b(?:the )?(?:final|last) (?:episodes?|week)\b[)\]]?|\bending explained\b|\bfin de la serie\b",
    r"최종회|마지막\s?회|결말|最終回|最终回|大结局|大結局|episodio final|último capítulo|dernier épisode|letzte folge",
)
_WATCHED = lazy_pattern(
    rf"\b(?:after|at|through|by|around|in)\s+(?:only |just )?(?P<n>{_N})\s+(?:episodes?|eps?)\b",
    re.IGNORECASE,
)
_DROP = (
    r"(?:dropp(?:ed|ing)|quit(?:ting)?|g[ai]v(?:e|en|ing) up on|abandon(?:ed|ing)|stopp(?:ed|ing) watching|"
    r"dnf(?:['’]?d)?)"
)
_DROPS = any_of(
    rf"(?:[(\[【]\s*)?(?:(?:why|how|when|the day) )?(?:i(?:['’]ve| have|['’]m| am| had)? )?"
    r"(?:just |finally |officially |so |to )?"
    rf"{_DROP}\s*(?:[)\]】])?(?:{SIGN}|\s+(?:on\s+)?|$)",
)
_DROPS_LATER = any_of(
    rf"\s*[(\[:|–—,-]\s*(?:(?:why |and )?i )?(?:just |finally )?{_DROP}(?:\s+it)?\b[^()\[\]]{{0,40}}[)\]]?\s*$",
    r"\s+(?:is |was )?(?:a )?(?:dropped|dnf)(?: (?:at|after|review))?\s*$",
    r"\s+하차(?: 후기)?$",
)
_LOOSE = " :：–—|-,()[]&+/·."
_LEADING = any_of(r"(?:of|on|for|from|at|after|by|in|around|through|until|up to|de|del)\s+")
_TRAILING = lazy_pattern(
    r"\s+(?:of|on|for|from|at|after|by|in|around|through|until|up to|de|del|the)$", re.IGNORECASE
)


class Episodes(NamedTuple):
    """Which episodes a text is about. Both are None for a finale whose number the title does not give."""

    first: int | None
    last: int | None
    is_finale: bool = False


def kind_of(text: str) -> str:
    """The kind of text that the words of a title announce; "review" where they say nothing else."""
    if _DROPS.match(text) or _DROPS_LATER.search(text):
        return "dropped"
    if _FIRST_WORDS.search(text):
        return FIRST_IMPRESSIONS
    return "recap" if _RECAP_WORDS.search(text) else "review"


def take_episodes_out(text: str, is_dropped: bool) -> tuple[str, Episodes | None]:
    """The title line without the words that name episodes, a finale, or that the drama was dropped."""
    if is_dropped:
        text = _without_drop(text)
    found = next((each for each in _EPISODE.finditer(text) if not _is_count(each)), None)
    watched = _WATCHED.search(text) if is_dropped and not found else None
    first = last = None
    if found:
        part = found.groupdict()
        names = (("se", "se2"), ("a", "b"), ("ka", "kb"), ("e", "e2"))
        first, last = next((_number(part[a]), _number(part[b])) for a, b in names if part[a])
        last = last if last and first and last > first else first
        season = int(part["season"]) if part["season"] else 1
        text = _cut(text, found.start(), found.end(), f" Season {season}" if season > 1 else "")
    elif watched:
        first, last = None, _number(watched["n"])
        text = _cut(text, watched.start(), watched.end())
    finale = _FINALE.search(text)
    if finale and (found or _is_beside_something(text, finale)):
        text = _cut(text, finale.start(), finale.end())
    if found or watched or finale:
        return text, Episodes(first, last, bool(finale))
    return text, None


def _without_drop(text: str) -> str:
    if start := _DROPS.match(text):
        return text[start.end() :]
    later = _DROPS_LATER.search(text)
    if later is None:
        return text
    where = _EPISODE.search(later[0]) or _WATCHED.search(later[0])
    return f"{text[: later.start()]} {where[0] if where else ''}".strip()


def _is_count(found: re.Match[str]) -> bool:
    return bool(found["a"] and not found["b"] and _COUNT.match(found[0]))


def _is_beside_something(text: str, finale: re.Match[str]) -> bool:
    return bool((text[: finale.start()] + text[finale.end() :]).strip(_LOOSE))


def _cut(text: str, start: int, end: int, instead: str = "") -> str:
    """The text without one phrase; what was on both sides of it stays apart."""
    before = _TRAILING.sub("", text[:start].rstrip(_LOOSE)) + (instead if text[:start].strip() else "")
    after = text[end:].lstrip(_LOOSE)
    leading = _LEADING.match(after)
    after = after[leading.end() :] if leading else after
    opened = before.count("(") - before.count(")")
    before = before + ")" if opened > 0 and ")" not in after else before
    return f"{before} – {after}" if before.strip() and after.strip() else (before or after)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else _NUMBERS.index(text.casefold()) + 1


_FIRST_WORDS = lazy_pattern(rf"(?<!\w){_FIRST}(?!\w)", re.IGNORECASE)
_RECAP_WORDS = lazy_pattern(rf"(?<!\w){_RECAP}(?!\w)", re.IGNORECASE)
