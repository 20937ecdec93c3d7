"""Words by which a text tells what happens: some are enough alone, others only together.

A review that praises “the last scene” or begins with the premise is no retelling, so what a first episode
may hold (a death before the story, a meeting) weighs little, and praise or blame of the show nothing.
"""

import re
from dataclasses import dataclass

from reviews.importer.patterns import any_of, either
from reviews.importer.spoiler_words import RETELLING_HEADING
from reviews.publishing.problem import Span
from reviewsite.lazy_pattern import lazy_pattern

#: From this weight on a text sounds like a spoiler.
ENOUGH = 2

# A name keeps its capital although the rest is matched in any case.
_NAME = r"(?-i:[A-Z][\w’'-]+)"
_WHO = rf"(?:he|she|they|who|{_NAME})"
_WHOSE = r"(?:his|her|their|whose|[\w-]+[’']s)"
_SLOWLY = r"(?:eventually|finally|ultimately|gradually|slowly|in the end|at last)"
_EPISODES = r"(?:episodes?|hours?|minutes|scenes?|chapters?|moments)"

_ALONE = (
    rf"\bin the (?:very )?(?:last|final) {_EPISODES}\b",
    r"\bin the (?:finale|epilogue|ending)\b",
    r"\bending (?:explained|reveals?|shows?)\b",
    rf"\b(?:drama|series|show|story) (?:ends|closes|concludes) with (?:{_WHO}|an?|the)\b",
    r"\b(?:is|are|was|were|gets?) (?:later |finally |eventually |then |soon )?revealed (?:to|as|that|in)\b",
    r"\bit(?:[’']s| is| was) (?:\w+ )?revealed\b",
    rf"\b{_WHO} (?:turns|turned) out to (?:be|have) (?:the|a|an|his|her|their|alive|dead)\b"
    r"(?! (?:delight|disappointment|surprise|treat|gem|hit|success|failure|bore|pleasure|joy|good|great|better|best))",
    r"\b(?:the|real) (?:killer|murderer|culprit|traitor|mole) (?:is|was|turns)\b",
    r"\b(?:is|was) the (?:(?:real|true) )?(?:killer|murderer|culprit|traitor)\b",
    rf"\b{_WHO} (?:dies|is murdered|gets killed|kills (?:him|her|them)sel(?:f|ves)|is (?:shot|stabbed) dead)\b",
    r"\bhappily ever after\b",
    r"\b(?:plot twist|big twist|final twist) (?:is|was) (?:that|when)\b",
    r"\b(?:결말|마지막 ?회|최종회|죽는다|죽고 말|범인은)",
)
# The kind of an ending gives it away as surely as its events do.
_KINDS = r"(?:happy|sad|tragic|bittersweet|unhappy|heart-?breaking|devastating|bleak|open|ambiguous|hopeful)"
_ENDS = r"(?:ending|end|finale|conclusion)"
_KINDS_OF_ENDING = (
    rf"\b{_KINDS}[- ]{_ENDS}s?\b",
    rf"\b(?:the |its |this )?{_ENDS} (?:is|was|felt|feels|turns out|left)\b.{{0,30}}\b{_KINDS}\b(?! and rushed)",
    r"\b(?:ends|ended|closes|concludes) (?:\w+ ){0,2}(?:happily|sadly|badly|tragically|bittersweetly|in tragedy|"
    r"in tears|in (?:death|heartbreak)|on an? (?:happy|sad|hopeful|bittersweet|tragic|bleak) note)\b",
    r"\b(?:it|this|(?:the )?(?:drama|series|show|story)) (?:is|was|turns into|becomes|ends (?:as|in)) "
    r"(?:an? )?(?:\w+ )?tragedy\b",
    r"\b(?:tragedy|tragic romance) (?:from|to|until) the (?:first|last|end)\b|\bend(?:s|ed|ing)? (?:up )?in tragedy\b",
    r"\b(?:they|the (?:couple|leads|lovers)) (?:do(?: not|n['’]t)? )?(?:end up|stay) (?:together|apart)\b",
    r"\bthe (?:whole|entire|final|inevitable|coming) tragedy\b",
    r"\bdoes(?: not|n['’]t) end (?:well|happily)\b|\bno happy end(?:ing)?\b",
    r"해피\s?엔딩|새드\s?엔딩|열린\s?결말|비극(?:으로|적 결말|이다)|배드\s?엔딩|ハッピーエンド|バッドエンド|"
    r"\bfinal (?:feliz|triste|abierto)\b|\bfin (?:heureuse|triste)\b|\bhappy ?end\b|\blieto fine\b",
)
_TOGETHER = (
    rf"\b{_SLOWLY} (?:\w+ )?\w+(?:s|ed)\b",
    rf"\b{_WHO} (?:\w+ly )?{_SLOWLY} \w+s\b",
    rf"\b{_WHO} (?:then |also |even |soon )?"
    r"(?:confesses|apologi[sz]es|proposes|betrays|forgives|reunites?|breaks (?:up|down|off)|decides to|chooses|"
    r"admits|sacrifices|marries|divorces|escapes|reconciles|ends? up|finds out|discovers|realizes|realises|"
    r"passes away|leaves (?:him|her|them)|wakes up|gets (?:married|back|together|pregnant|arrested|fired|caught))\b",
    rf"\b{_WHOSE} (?:\w+ )?(?:death|passing|murder|suicide|funeral|transformation|recovery|confession|betrayal|"
    r"real identity|true identity|secret)\b(?! note)",
    r"\b(?:passes|passed) away\b",
    r"\b(?:near|towards?) the (?:very )?end\b(?! of the (?:day|week|month|year|road))",
    r"\b(?:after|when|by) (?:he|she|they) (?:realiz|realis|discover|learn|find)\w*\b",
    r"\bby the time the (?:series|drama|show|story) (?:ends|is over)\b",
    r"\b(?:takes matters into|comes clean|breaks the news|comes back (?:to life|from the dead))\b",
    r"\bin one of the (?:later |last )?episodes\b",
    r"\bin (?:the )?episodes? (?:[2-9]|[1-9]\d)\b",
    r"\bchooses the (?:latter|former)\b",
    rf"\b(?:after|when) (?:(?:witnessing|discovering|learning|losing|finding out)\b|{_NAME}(?: {_NAME})? "
    r"(?:tries|confesses|learns|finds|leaves|discovers|decides|returns|admits|tells|dies)\b)",
    r"\bfrom (?:some(?:one|body)|an? \w+) who .{1,120} to (?:some(?:one|body)|an? \w+) who\b",
    r"\b(?:gets?|is|are|was|were) (?:\w+ly )?(?:bullied|kidnapped|shot|stabbed|arrested|assaulted|attacked|abandoned|"
    r"betrayed|poisoned|hit by)\b",
    r"\b(?:breaks down|cries (?:for|in front of|over|because))\b",
    r"\b(?:accepts|takes) (?:him|her|them) (?:back|with open arms)\b",
    r"\b(?:surgery|coma|amnesia|whistle-?blower|time skip)\b",
)

_ALONE_PATTERN = lazy_pattern(either(*_ALONE, *_KINDS_OF_ENDING), re.IGNORECASE)
_TOGETHER_PATTERN = lazy_pattern(either(*_TOGETHER), re.IGNORECASE)
_ENDING_HEADING = any_of(
    r"(?:the |its )?(?:ending|finale|climax|(?:big |plot )?twists?)(?: explained)?|.{0,40}\bending explained",
    r"how it (?:all )?ends|(?:the )?(?:last|final) episodes?",
)
# “It finally delivers”, “the drama eventually drags”: of the show itself, not of its people.
_OF_THE_SHOW = lazy_pattern(
    r"\b(?:it|drama|series|show|plot|script|pacing|writing|I|we|you|one|viewers?|me|us)\W+(?:\w+\W+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sound:
    weight: int
    spans: tuple[Span, ...]

    @property
    def is_spoiler(self) -> bool:
        return self.weight >= ENOUGH


def sound_of(text: str) -> Sound:
    """How much of a plain text sounds like a retelling, and by which words. Linear in the text's length."""
    alone = [Span(*found.span()) for found in _ALONE_PATTERN.finditer(text)]
    together = {
        found[0].casefold(): Span(*found.span())
        for found in _TOGETHER_PATTERN.finditer(text)
        if not _OF_THE_SHOW.search(text, max(0, found.start() - 30), found.start())
    }
    return Sound(ENOUGH * len(alone) + len(together), tuple(sorted([*alone, *together.values()])))


def promise_of(heading: str) -> int:
    """The weight of a heading under which the plot is to be expected."""
    if _ENDING_HEADING.fullmatch(heading.strip()):
        return ENOUGH
    return 1 if heading and RETELLING_HEADING.fullmatch(heading.strip()) else 0
