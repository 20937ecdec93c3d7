"""How people hide text elsewhere, as data: add a dialect here (docs/spoilers.md says how).

All patterns are matched against a `PlainView`, in any case of letters.
"""

import re

#: Names of tags, short codes, containers and fences that hide what they hold, in several languages.
HIDES = re.compile(
    r"(?:[a-z]{1,4}[-_])?(?:inline|block|x|i|l)?[-_]?"
    r"(?:sp(?:oi?|io)l\w*|spolier\w*|spoier\w*|hid(?:e|den|ing)\w*|tg-spoiler)(?:[-_]\w+)*"
    r"|스포\w*|네타\w*|가리기|숨김|ネタバレ\w*|ねたばれ\w*|伏せ字|隠す|剧透\w*|劇透\w*|隐藏|隱藏|防雷"
    r"|спойлер\w*|скрыт\w*|ocult\w*|esconder|nascond\w*|cach[eé]r?|verberg\w*|verbergen|gizl[ei]\w*"
    r"|destripe\w*|spojler\w*|espóiler\w*|สปอย\w*|سبويلر|حرق|sürprizbozan|ẩn|sembunyi\w*|bocoran"
)
#: Names that fold text away. Without an end they are ordinary words in brackets.
FOLDS = re.compile(
    r"details?|collaps\w*|expand\w*|toggle\w*|fold\w*|blur\w*|mask\w*|censor\w*|redact\w*|reveal\w*|cut|lj-cut|more"
    r"|read[-_]?more|accordion\w*|bg_collapse\w*|acorde[oó]n|접기|더보기|펼치기|접은글|折りたたみ|折叠|摺疊"
)
#: Names of pairs that only dress a text. A pair with any other name is taken to hide: nobody can know all of them.
DRESSES = frozenset(
    (
        "a abbr acronym address article aside audio b bdi bdo big blockquote body br button caption "
        "center cite code col colgroup dd del dfn div dl dt em figcaption figure font footer form h1 h2 "
        "h3 h4 h5 h6 head header hr html i img input ins kbd label legend li link main map mark meta nav "
        "nobr ol option p param path picture pre q rp rt ruby s samp section select small source span "
        "strike strong style sub sup svg symbol table tbody td textarea tfoot th thead time title tr tt u "
        "ul use var video wbr iframe embed object script url email quote list color colour size align "
        "left right justify indent youtube media attach user heading row tab tabs column columns font- "
        "size gallery embed audio playlist highlight icode plain note tip info warning danger important "
        "caution success error abstract example question todo bug math latex tex emoji sarcasm irony rant"
    ).split()
)
#: Attributes by which an ordinary element hides what it holds.
HIDING_ATTRIBUTE = re.compile(
    r"(?:class|id)\s*=\s*[\"']?[^\"'>]*(?:spoil|hidden|hide|blur|mask|censor|redact|collaps|invisible|blackout|reveal)"
    r"|\bdata-[\w-]*spoil|(?:^|\s)hidden(?:\s|=|$)"
    r"|style\s*=.*?(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|background(?:-color)?\s*:\s*(?:black|#000)|blur\(|font-size\s*:\s*0"
    r"|color\s*:\s*(?:white|#f{3}\b|#f{6}\b|transparent))"
    r"|^\s*color\s*=\s*[\"']?(?:white|#f{3}\b|#f{6}\b|transparent)"
    r"|\breveal\b|\btitle\s*=\s*[\"']?spoil",
    re.IGNORECASE,
)
#: The same for [color=white] and [size=0].
WHITE = re.compile(
    r"\s*=?\s*[\"']?(?:white|black|#f{3}|#f{6}|#0{3}|#0{6}|transparent|0|1)[\"']?\s*", re.IGNORECASE
)
#: After the name in brackets these words make it a warning, which `warnings` reads, and no mark.
WARNING_WORDS = re.compile(
    r"[\s:=-]*(?:ahead|alert|warning|below|free|zone|territory|review|section|start|begin|end|ends|inside|incoming|included|"
    r"for|in|of|to|until|through|up|from|and|or|주의|있음|없음|포함|注意|あり|なし|警告|alarm|alerte?|alerta|warnung)\b",
    re.IGNORECASE,
)

#: A mark that holds its text itself: the group `hidden` is what it hides, `label` what everybody may read.
WHOLE = (
    # Reddit's old way: [label](#s "hidden"), [hidden](/spoiler)
    r"\[(?P<label>[^\[\]\n]*)\]\(\s*<?(?:[/#]{1,3}(?:s|sp|spoil\w*|hid\w*|blur)|(?:https?://)?spoil\w*/?)>?\s+[\"'(](?P<hidden>[^\n]{0,2000}?)[\"')]\s*\)",
    r"\[(?P<hidden>[^\[\]\n]*)\]\(\s*<?(?:[/#]{1,3}(?:s|sp|spoil\w*|hid\w*|blur)|(?:https?://)?spoil\w*/?)>?\s*\)",
    # TV Tropes, wikis, Misskey, LaTeX
    r"\[\[\s*(?:spoil\w*|hid\w*|스포\w*)\s*[:|]\s*(?P<hidden>[^\[\]]*)\]\]",
    r"\{\{\s*(?:spoil\w*|hid\w*|blur|스포\w*)\b[^|{}\n]*\|(?P<hidden>[^{}]*)\}\}",
    r"\$\[\s*(?:blur|spoil\w*)[^\s\]]*\s(?P<hidden>[^\[\]]*)\]",
    r"\\(?:spoil\w*|hid\w*)\{(?P<hidden>[^{}]*)\}",
    # >!x!< the wrong way round
    r"!<(?P<hidden>[^<>\n]{2,2000})>!",
    # A chat's command
    r"(?:^|(?<=\n))[ \t]*[/!]spoil\w*[ \t]+(?P<hidden>[^\n]+)",
)
#: The same over any length: how it begins, with which text it ends. A comment of HTML, Tistory, Namuwiki.
LONG = (
    (r"<!--(?!\s*(?:more|nextpage|spoil)\b)", "-->"),
    (r"\[#M_(?P<label>[^|\n]{0,200})\|[^|\n]{0,200}\|", "_M#]"),
    (r"\{\{\{#!(?:folding|wiki[^\n]{0,200}display:\s*none[^\n]{0,200})(?P<label>[^\n]{0,200})\n", "}}}"),
)
#: A container that ends with its marks: (opening, closing) lines. `name` decides, `label` is its title.
FENCE = (
    r"(?:^|(?<=\n))[ \t>]*(?P<fence>:{3,}|`{3,}|~{3,})[ \t]*"
    r"\{?\.?(?P<fence_name>[^\W\d][\w-]*)?[^\S\n]*(?P<fence_label>[^\n]*)"
)
#: Obsidian's callouts; the minus folds any of them.
CALLOUT = (
    r"(?:^|(?<=\n))[ \t]*>[ \t]*\[!(?P<callout>[\w-]+)\](?P<folded>-)?[ \t]*(?P<callout_label>[^\n]*)"
    r"(?P<callout_body>(?:\n[ \t]*>[^\n]*)*)"
)
#: Everything below is hidden: Tumblr, LiveJournal, WordPress.
CUT = (
    r"\[\[?\s*more\s*\]\]?(?!\()|(?<!\w):readmore:"
    r"|<!--\s*(?:more|nextpage|spoil)\b[^<>]*-->|<(?:lj-cut|cut)\b[^<>]*/>"
)
#: Marks around a text. A pair ends in its paragraph or, where nothing else is near, further down.
TEMPLATE = (
    r"\{%-?\s*(?P<template_end>end_?|/)?(?P<template>[^\W\d][\w-]*)(?P<template_label>[^%{}\n]*)%\}"
    r"|\{\{[<%]\s*(?P<short_end>/)?\s*(?P<short>[^\W\d][\w-]*)(?P<short_label>[^{}\n]*?)[>%]\}\}"
    r"|\{(?P<brace_end>/|end)?\s*(?P<brace>spoil\w*|hid\w*|스포\w*)(?P<brace_label>[:=|][^{}\n]*)?\}"
)
