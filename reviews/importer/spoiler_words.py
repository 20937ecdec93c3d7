"""The vocabulary of spoilers: warnings, their ends, and headings that promise the plot or an opinion."""

import re

from reviews.importer.patterns import any_of

#: A label before what spoils: "SPOILER: he dies".
LABEL = re.compile(
    r"\W*\w*(?:spoil\w*|스포\w*|ネタバレ|[剧劇]透)\W{0,2}[:：)\]]\s*(?=\S+\s*\S)", re.IGNORECASE
)
CALLS_OUT = any_of(
    r"\W*(?:warning|disclaimer|caution|beware|attention|note|alert|heads[- ]up|be warned|please)\b"
)
SAFE_PART_ENDS = any_of(r"\b(?:spoiler[- ]free|safe)\b.{0,40}\b(?:ends|stops|is over|until)\b")
# The page of those who have seen it, where another page is for those who have not.
FOR_THOSE_WHO_KNOW = any_of(
    r"^(?!\W*(?:spoiler[- ]?free|no|non|without)\b).{0,80}\bfull review\b.{0,30}$",
    r"\w\W+\b(?:unspoiled|spoiler[- ]free|non[- ]spoiler)\b.{0,30}\breview\b.{0,30}\bhere\b",
)
EPISODES = re.compile(
    r"\bep(?:isodes?|s)?\.?\s*#?\s*([0-9]{1,3})(?:\s*(?:[-–—&~]|to|through|and)\s*([0-9]{1,3}))?",
    re.IGNORECASE,
)

_MY = "(?:the |my |our )?"
# Headings of what comes after the plot: they end the spoilers, or seem to.
CLOSING_HEADING = any_of(
    r"(?:the )?(?:final|closing|last|concluding|overall|ending|parting|personal|my) (?:\w+ )?"
    r"(?:thoughts?|verdict|words?|remarks?|impressions?|rating|score|opinion|notes?|take|review)",
    r"(?:in |the )?conclusions?",
    r"(?:the |my |our )?(?:verdict|bottom line|ratings?|score|grade|recommendations?)",
    r"overall|final|afterthoughts?|last but not least|in summary|tl;?dr",
    r"(?:to )?(?:wrap(?:ping)?(?: it)?|sum(?:ming)?(?: it)?)[- ]up",
    r"(?:is it worth|worth (?:it|watching|the watch)|(?:would|do) i recommend).{0,60}",
    r"(?:who should|why you should|should (?:you|i)).{0,60}",
)
RETELLING_HEADING = any_of(
    r"(?:the )?(?:brief |full |whole |complete |short |entire )?story(?:line)?",
    r"(?:the )?(?:highlights?|recap|ending|finale|climax|(?:big |plot )?twists?)(?:\b.{0,60})?",
    r".{0,40}\b(?:ending explained|recap)",
    r"(?:what happen(?:s|ed)|how it ends)\b.{0,40}",
    r"(?:the )?(?:last|final) episodes?",
    r"(?:full|detailed|complete) (?:plot|summary|synopsis)",
    r"ep(?:isode)?s?\.? [0-9]+.{0,60}",
)
OPINION_HEADING = any_of(
    rf"{_MY}(?:main |lead |supporting |full )?(?:cast|characters?|leads?|actors?|acting|performances?)\b.{{0,30}}",
    rf"{_MY}(?:music|ost|soundtrack|chemistry|cinematography|visuals|directing|direction|production)\b.{{0,30}}",
    rf"{_MY}(?:review|thoughts?|opinions?|pros|cons|good|bad|romance|humou?r|trailer)\b.{{0,30}}",
    r"what (?:i (?:liked|loved|did)|worked|did)\b.{0,30}",
    r"where to watch",
)
SECTION_WORDS = frozenset("section review part discussion thoughts recap talk summary".split())
