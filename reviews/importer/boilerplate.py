"""What a page puts around a review: menus, buttons, counters, picture descriptions, repeated lines."""

import re

from reviews.importer.document import Kind
from reviews.importer.lines import Line, normalise
from reviews.importer.parse_state import ParseState
from reviews.importer.patterns import any_of

_THOUGHTS = (
    r"(?:[0-9]+|one|two|three|no)\s+(?:thoughts?|responses?|repl(?:y|ies)|comments?)\s+(?:on|to)\s+"
    r"[“\"‘'«](?P<title>.{1,150})[”\"’'»]"
)
_BOILERPLATE = any_of(
    r"advertisements?|permalink|menu|search|home|details|comments|reviews|standard|table of contents:?",
    r"share(?: this)?:?|like this:?|(?:like )?loading\.*|tweet|pin it|facebook|twitter|pinterest|reddit|email|print",
    r"continue reading\b.{0,80}|read more\b.{0,60}|skip to (?:main )?content|follow us.{0,60}|subscribe.{0,60}",
    r"(?:completed|dropped|on[ -]hold)(?:\s+[0-9/]+)*",
    r"(?:tags?|category|categories)\s*:.{0,300}|(?:monthly archives|filed under|posted in|tagged)\b.{0,90}",
    r"[0-9]+\s+(?:likes?|views?|shares?|comments?)|(?:leave|post|add) a (?:comment|reply)|no comments:?",
    r"[0-9]+\s+(?:people|out of)\b.{0,40}helpful.{0,60}|was this review helpful.{0,40}|report abuse|sign in.{0,40}",
    r"(?:edited|translated|proofread|photographed|layout|designed|photos) by .{2,60}",
    r"(?:related|previous|next) (?:posts?|reviews?|articles?|entry|story)\s?:?.{0,80}|powered by.{0,60}",
    r"featured (?:post|image).{0,60}",
    r"(?:image|photo|picture|poster) (?:for|of)\b.{0,120}",
    r"reading time.{0,30}|[0-9]+ min(?:ute)?s? read|last (?:updated|online)\b.{0,60}|https?://\S+",
    r"(?:contribution points|join date|roles|gender|birthday|location|awards received)\s*:.{0,80}",
    # The form for comments, and what a page says below its text.
    rf"{_THOUGHTS}",
    r"leave a (?:comment|reply)\b.{0,60}|cancel reply|your email address will not be published.{0,80}",
    r"required fields are marked.{0,10}|save my name, email.{0,100}|post comment|notify me of.{0,80}",
    r"(?:name|email|website|comment) ?\*|comments are closed|this site uses akismet.{0,120}|reply|submit",
    r"(?:published|posted) by\b.{0,60}|view all posts by\b.{0,60}|click to (?:share|print|email)\b.{0,80}",
    r"share on\b.{0,30}|rate this:?|back to top|(?:←|→|<<|>>).{0,80}|older posts?|newer posts?",
    r"all rights reserved.{0,60}",
    r"©.{0,80}|privacy policy|cookie(?:s| policy).{0,60}|advertise(?:ment)? here|sponsored",
    # Links to other texts of the page.
    r"(?:see also|also read|read also|you (?:may|might) also (?:like|enjoy)|more (?:reviews|from|on)\b|"
    r"recommended(?: reading)?:|related(?: articles?| reviews?| reading)?:|next up:|up next:|previously:)\s?.{0,120}",
    # Where a summary was taken from.
    r"[(\[]?sources?\s*:\s*(?:wikipedia|mydramalist|mdl|asianwiki|hancinema)[)\]]?",
    # A welcome that sends the reader to another page.
    r"welcome to\b.{0,500}\b(?:here|read my|click)\b.{0,40}",
)
_COMMENTS = any_of(_THOUGHTS)
_QUOTE = re.compile(r"[\"“”'‘]?.{15,300}[.!?…\"”’]\s*[–—~-]\s*[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3}")
_NEAR, _MOST_SCRAPS = 8, 2
_FACTS_HEADER = any_of(
    r"(?:\w+[\s-]+){0,3}(?:details?|info|information|overview|profile|facts?|data|stats|basics|credits|glance)\s*:?"
)


def title_of_page(line: Line) -> str | None:
    """The title that a page names where its comments begin: "One thought on “Salt Road”"."""
    found = _COMMENTS.fullmatch(line.core.rstrip(" .:")) if len(line.core) <= 200 else None
    return found["title"] if found else None


def leave_boilerplate(reading: ParseState) -> None:
    """Leave what belongs to the page. Below the line at which its comments begin, the words are other people's."""
    in_comments = False
    for line in reading.free_lines():
        in_comments = in_comments or title_of_page(line) is not None
        if in_comments:
            reading.leave(line)
            continue
        if len(line.core) <= 600 and is_boilerplate(line):
            reading.leave(line)


def is_boilerplate(line: Line) -> bool:
    """Whether the line belongs to the page, not to the review. A line without a letter or digit always does."""
    if line.hides:
        return False
    if not any(sign.isalnum() for sign in line.core):
        return not line.core.startswith("|")
    if line.hashed or line.emphasised:
        return False
    return bool(_BOILERPLATE.fullmatch(line.core.rstrip(" .…!")))


def leave_repeats(reading: ParseState) -> None:
    """A short line that says again what one just above said is the description of a picture."""
    recent: list[str] = []
    for line in list(reading.free_lines()):
        key = normalise(line.core)
        again = (
            line.is_short and not line.is_sentence and not line.bulleted and len(key) > 3 and key in recent
        )
        if again and not line.hides:
            reading.leave(line)
        recent = [*recent[1 - _NEAR :], key if line.is_short else ""]


def leave_strays(reading: ParseState) -> None:
    """Short lines above the text that nothing follows but facts are scraps of the page."""
    above = []
    for line in reading.free_lines():
        if line.is_sentence or line.hides:
            break
        above.append(line)
    owners = ((line, reading.ledger.owner(line)) for line in reading.lines)
    title = next((line.index for line, owner in owners if owner == (Kind.FIELD, "title")), 0)
    is_page = are_scraps(reading, [line for line in above if line.index < title])
    for line in reversed(above if is_page else [line for line in above if line.index > title]):
        if reading.is_fact(reading.after(line)):
            reading.leave(line)


def are_scraps(reading: ParseState, above: list[Line]) -> bool:
    """Whether free lines above the title belong to the page: a few short ones that say nothing, no list, nothing
    that a warning closes."""
    is_text = any(line.ends_a_sentence or line.is_sentence or line.bulleted or line.hides for line in above)
    return not is_text and len(above) <= _MOST_SCRAPS and not reading.get("spoiler_warnings")


def is_quote(line: Line) -> bool:
    """Words of somebody else, as in "Nobody can be happy all the time. – Jeong Jun"."""
    return len(line.core) <= 320 and bool(_QUOTE.fullmatch(line.core))


def leave_fact_headers(reading: ParseState) -> None:
    """Lines such as "Drama Profile:" head the list of facts below them and nothing else."""
    for line in list(reading.free_lines()):
        if line.index + 1 < len(reading.lines) and len(line.core) <= 60:
            below = reading.after(line)
            if reading.is_fact(below) and _FACTS_HEADER.fullmatch(line.core):
                reading.leave(line)


def leave_headers_of_facts_only(reading: ParseState) -> None:
    """Any other short line right above two facts or more heads them, not the text that comes later."""
    for line in list(reading.free_lines()):
        if line.is_short and not line.is_sentence and not line.bulleted:
            below = [reading.after(line, steps) for steps in (1, 2)]
            if all(
                near
                and (owner := reading.ledger.owner(near))
                and owner[0] is Kind.FIELD
                and owner[1] != "title"
                for near in below
            ):
                reading.leave(line)
