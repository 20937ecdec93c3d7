"""How people hide text elsewhere, as data: add a dialect here (docs/spoilers.md says how).

All patterns are matched against a `PlainView`, in any case of letters.
"""

import re

from reviewsite.lazy_pattern import lazy_pattern

#: Names of tags, short codes, containers and fences that hide what they hold, in several languages.
HIDES = lazy_pattern(
    r"(?:[a-z]{1,4}[-_])?(?:inline|block|x|i|l)?[-_]?"
    r"(?:sp(?:oi?|io)l\w*|spolier\w*|spoier\w*|hid(?:e|den|ing)\w*|tg-spoiler)(?:[-_]\w+)*"
    r"|스포\w*|네타\w*|가리기|숨김|ネタバレ\w*|ねたばれ\w*|伏せ字|隠す|剧透\w*|劇透\w*|隐藏|隱藏|防雷"
    r"|спойлер\w*|скрыт\w*|ocult\w*|esconder|nascond\w*|cach[eé]r?|verberg\w*|verbergen|gizl[ei]\w*"
    r"|cut|lj-cut|destripe\w*|spojler\w*|espóiler\w*|สปอย\w*|سبويلر|حرق|sürprizbozan|ẩn|sembunyi\w*|bocoran"
)
#: Names that fold text away. Without an end they are ordinary words in brackets.
FOLDS = lazy_pattern(
    r"details?|twisty\w*|collaps\w*|expand\w*|toggle\w*|fold\w*|blur\w*|mask\w*|censor\w*|redact\w*|reveal\w*|more"
    r"|read[-_]?more|accordion\w*|bg_collapse\w*|acorde[oó]n|접기|더보기|펼치기|접은글|折りたたみ|折叠|摺疊"
)
#: Names of pairs that only dress a text. A pair with any other name is taken to hide: nobody can know all of them.
DRESSES = frozenset(
    (
        "a abbr acronym address article aside audio b bdi bdo big blockquote body br button caption "
        "center cite code col colgroup dd del dfn div dl dt em figcaption figure font footer form h1 h2 "
        "h3 h4 h5 h6 head header hr html i img input ins kbd label legend li link main map mark meta nav "
        "nobr ol p param path picture pre q rp rt ruby samp section small source span "
        "strike strong sub sup svg symbol table tbody td tfoot th thead time title tr tt u "
        "ul use var video wbr iframe embed url email quote list color colour size align "
        "left right justify indent youtube media attach user heading row tab tabs column columns font- "
        "size gallery embed audio playlist highlight icode plain note tip info warning danger important "
        "caution success error abstract example question todo bug math latex tex emoji sarcasm irony rant"
    ).split()
)
#: The same of templates. `{% comment %}…{% endcomment %}` and what nobody knows hide.
TEMPLATE_DRESSES = frozenset(
    (
        "raw verbatim highlight if unless for while case block code codeblock quote blockquote pullquote src example "
        "center verse export latex with tabs tab autoescape spaceless filter macro call trans blocktrans set figure"
    ).split()
)
#: A pair of these in angle brackets strikes a text out; in square brackets some sites hide with it.
STRIKES = frozenset({"s"})
#: Elements whose `title` is read by pointing at them.
POINTED_AT = frozenset(
    "a abbr acronym b button code dd dfn div dt em font h1 h2 h3 h4 h5 h6 i img input ins kbd label li mark ol p "
    "section small span strong sub sup td th u ul".split()
)
#: Colours that nobody sees on white, and on black.
_NEAR_WHITE = (
    r"(?:white|snow|ivory|ghostwhite|whitesmoke|floralwhite|transparent|#?[ef]{3}[0-9a-f]?(?![0-9a-f])|#?(?:e[6-9a-f]|f[0-9a-f]){3}(?:[0-9a-f]{2})?(?![0-9a-f])"
    r"|rgba?\(\s*2[345][0-9]\s*[,\s]\s*2[345][0-9]\s*[,\s]\s*2[345][0-9][^)]{0,20}\)|rgba?\([^)]{1,30}[,/]\s*0?\.?0*%?\s*\)|hsla?\([^)]{1,30}(?:100|9[89])%[^)]{0,12}\))"
)
_BLACK = r"(?:black|#0{3}(?:0{3})?(?![0-9a-f])|rgba?\(\s*0\s*[,\s]\s*0\s*[,\s]\s*0\b)"
HIDING_NAMES = (
    r"spoil|hidden|hide|hiding|blur|mask|censor|redact|collaps|invisible|black-?(?:out|bar)|reveal|heimu|more-?less|read-?more"
    r"|conceal|unfold|toggle|accordion|expand|secret|sr-only|screen-?reader|off-?screen|tooltip|popover|dropdown|obscur|cloak"
    r"|curtain|scratch|peek|unseen|nsfw|sensitive|transparent|flip-?(?:card|box)"
)
_HIDING_STYLES = (
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0?(?:\.[0-2]\d*)?(?![.\d])|blur\(|font-size\s*:\s*(?:0|\.\d|1p)"
    r"|(?:text-indent|left|right|top|margin(?:-\w+)?)\s*:\s*-\d{3,}|(?:max-)?(?:height|width)\s*:\s*0|scale\w*\(\s*0"
    r"|\bclip(?:-path)?\s*:|currentcolor|text-security"
    rf"|background(?:-color)?\s*:\s*{_BLACK}|color\s*:\s*{_NEAR_WHITE}"
    # Written in the colour of its ground.
    r"|(?<![-\w])color\s*:\s*(?P<ink>[^;\"'\s]{2,40})\s*;[^\"']{0,200}background(?:-color)?\s*:\s*(?P=ink)\s*(?:[;\"']|$)"
    r"|background(?:-color)?\s*:\s*(?P<ground>[^;\"'\s]{2,40})\s*;[^\"']{0,200}(?<![-\w])color\s*:\s*(?P=ground)\s*(?:[;\"']|$)"
)
#: Attributes by which an ordinary element hides what it holds.
HIDING_ATTRIBUTE = lazy_pattern(
    rf"(?:class|id|name|type|data-[\w-]+)\s*=\s*[\"']?[^\"'>]*(?:{HIDING_NAMES})"
    r"|class\s*=\s*[\"']?[^\"'>]*\b(?:bg|text)-(?P<shade>[\w-]+)\s(?:[^\"'>]*\s)?(?:bg|text)-(?P=shade)(?=[\s\"'>]|$)"
    r"|class\s*=\s*[\"']?(?:sp|sp-body|fold|cut|veil|cover|more)(?=[\s\"'>]|$)"
    r"|\bdata-[\w-]*spoil|(?:^|\s)hidden(?:\s|=|$)|(?:^|\s)popover(?:\s|=|$)|\baria-hidden\s*=\s*[\"']?true|\breveal\b|\btitle\s*=\s*[\"']?spoil"
    # Something happens by clicking or pointing.
    r"|(?:^|\s)on(?:click|mouse\w+|focus|touch\w+|toggle|pointer\w+)\s*="
    rf"|style\s*=.*?(?:{_HIDING_STYLES})|(?:^|\s)(?:color|text)\s*=\s*[\"']?{_NEAR_WHITE}",
    re.IGNORECASE,
)
#: The same for [color=white] and [size=0].
WHITE = lazy_pattern(
    rf"\s*(?:color\s*)?=?\s*[\"']?(?:wingdings|webdings|{_NEAR_WHITE}|{_BLACK}\)?|[01](?:px|pt|%|r?em)?)[\"']?\s*",
    re.IGNORECASE,
)
DRESSES_BY_VALUE = frozenset("color colour size font highlight bgcolor background glow".split())
#: After the name in brackets these words make it a warning, which `warnings` reads, and no mark.
WARNING_WORDS = lazy_pattern(
    r"[\s:=-]*(?:ahead|alert|warning|below|free|zone|territory|review|section|start|begin|end|ends|inside|incoming|included|"
    r"(?:ep|episodes?|eps)?\.?[ ]?[0-9]+(?:[ ]?[–-][ ]?[0-9]+)?(?:화|話|集)?[ ]?$|finale$|"
    r"for|in|of|to|until|through|up|from|and|or|주의|있음|없음|포함|注意|あり|なし|警告|alarm|alerte?|alerta|warnung)\b",
    re.IGNORECASE,
)

#: A mark that holds its text itself: the group `hidden` is what it hides, `label` what everybody may read. The patterns
#: stand below what each of their marks contains, so that a text without it is not searched for them.
WHOLE = {
    r"\]\(": (
        # Reddit's old way: [label](#s "hidden"), [hidden](/spoiler)
        r"\[(?P<label>[^\[\]\n]*)\]\(\s*<?(?:[/#]{1,3}(?:s|sp|spoil\w*|hid\w*|blur)|(?:https?://)?spoil\w*/?)>?\s+[\"'(](?P<hidden>[^\n]{0,2000}?)[\"')]\s*\)",
        r"\[(?P<hidden>[^\[\]\n]*)\]\(\s*<?(?:[/#]{1,3}(?:s|sp|spoil\w*|hid\w*|blur)|(?:https?://)?spoil\w*/?)>?\s*\)",
    ),
    r"\[": (
        # Wikis, directives of Markdown's extensions, warnings of content
        r"\[\[\s*(?:spoil\w*|hid\w*|스포\w*)\s*[:|]\s*(?P<hidden>[^\[\]]*)\]\]",
        r"\$\[\s*(?:blur|spoil\w*)[^\s\]]*\s(?P<hidden>[^\[\]]*)\]",
        r":{1,3}(?:spoil\w*|hid\w*|blur|cw)\[(?P<hidden>[^\[\]]{1,2000})\]",
        r"\[\s*[ct]w\s*[:：](?P<hidden>(?!\s*spoil)[^\[\]\n]{2,2000})\]",
        # A terminal's colours: black, the same before and behind, or concealed
        r"(?:\x1b|␛|\*)?\[(?:\d{1,2};){0,3}(?:8|30|3(?P<ink>[0-7]);4(?P=ink))(?:;\d{1,2}){0,3}m(?P<hidden>[^\x1b␛\n\[]{2,1000})"
        r"(?:(?:\x1b|␛|\*)?\[[\d;]{0,12}m|(?=\n|$))",
    ),
    r"\[/": (
        # Shown by pointing at it, or led to by a link
        r"\[url=[\"']?[/#]{0,3}spoil[^\[\]\n]{0,40}\](?P<hidden>[^\[\]\n]{2,1000})\[/url\]",
        r"\[(?P<pointed>acronym|abbr|tooltip|tip|popup|hint|hover|mouseover)=(?P<hidden>[^\[\]\n]{2,1000})\]"
        r"(?P<label>[^\[\]\n]{0,300})\[/(?P=pointed)\]",
    ),
    r"\]#|\]\n": (
        # AsciiDoc: a text, a block
        r"\[\.?(?:spoil\w*|hid\w*)\]#(?P<hidden>[^#\n]{1,2000})#",
        r"(?:^|(?<=\n))\[(?:example)?[%.#][^\[\]\n]{0,80}(?:collaps|spoil|hid)[^\[\]\n]{0,80}\]\n"
        r"(?!=)(?P<hidden>[^\n]{1,2000}(?:\n[^\n]{1,2000}){0,50})",
    ),
    r"\{": (
        # TV Tropes, wikis, Textile, LaTeX, attributes of Markdown's extensions, comments of kramdown and CriticMarkup;
        # whatever a wiki calls it, if it holds a text; a paragraph and, below it, what it is
        r"\{\{\s*(?:spoil\w*|hid\w*|blur|스포\w*|숨김|가리기|ネタバレ\w*|剧透|劇透|спойлер)\b[^|{}\n]*\|(?P<hidden>[^{}]*)\}\}",
        r"\\(?:spoil\w*|hid\w*)\{(?P<hidden>[^{}]*)\}",
        r"\[(?P<hidden>[^\[\]\n]{1,2000})\]\{[^{}\n]{0,80}\.(?:spoil|hid|blur|redact|invisible|mask)[^{}\n]{0,80}\}",
        r"(?P<quoted>==|\*\*|__|~~|\^\^)(?P<hidden>[^\n=*_~^]{1,2000})(?P=quoted)\{[^{}\n]{0,80}\.(?:spoil|hid|blur|redact)[^{}\n]{0,80}\}",
        r"\{{1,2}[ ]?(?!lang|nihongo|cite)[^\W\d][\w -]{0,30}\|(?:[^{}|\n]{0,100}\|)?"
        r"(?P<hidden>[^{}|]{1,500}[ \n][^{}|]{1,1500})\}{1,2}",
        r"(?<![\w\\])spoilers?\{(?P<hidden>[^{}\n]{3,1000})\}",
        r"\{\{\s*(?:黑幕|heimu|collapse|folding|더보기|접기|펼치기)[ \t]*[|\n](?P<hidden>[^{}]{1,2000})\}\}",
        rf"%\{{[^{{}}\n]{{0,40}}color\s*:\s*{_NEAR_WHITE}[^{{}}\n]{{0,40}}\}}(?P<hidden>[^%\n]{{1,1000}})%",
        rf"\\(?:text)?color\{{{_NEAR_WHITE}\}}\s*\{{(?P<hidden>(?:[^{{}}\n]|\{{[^{{}}\n]{{0,500}}\}}){{1,1000}})\}}",
        r"\\(?:phantom|hphantom|censor)\{(?P<hidden>[^{}\n]{1,1000})\}",
        r"\{>>(?P<hidden>[^{}<>]{1,2000})<<\}",
        r"\{::(?:comment|nomarkdown[^{}\n]{0,40})\}(?P<hidden>[^{}]{1,2000})\{:/(?:comment|nomarkdown)?\}",
        r"(?P<starred>\*{1,2}|_{1,2}|`)(?P<hidden>[^\n*_`]{1,1000})(?P=starred)\{:[^{}\n]{0,80}\.(?:spoil|hid|blur|redact)[^{}\n]{0,80}\}",
        r"(?:^|(?<=\n))(?P<hidden>(?:(?!\{)[^\n]{1,2000}\n){1,20}?)\{:[^{}\n]{0,80}\.(?:spoil|hid|blur|redact)[^{}\n]{0,80}\}",
    ),
    r"[<>]": (
        # >!x!< the wrong way round; quotations of Ludum Dare's and others'
        r"!<(?P<hidden>[^<>\n]{2,2000})>!",
        r"(?P<faced>>\||<\|)(?=\S)(?P<hidden>[^<>|\n]{2,2000})\|[<>]",
        r"!>(?=\S)(?P<hidden>[^<>\n]{2,2000})<!(?!-)",
        r"(?<!\S)>[ \t]!(?=[ \t])(?P<hidden>[^<>\n]{2,2000})![ \t]<(?!\S)",
        r"(?<![<\w])<<(?=[^\s<>/])(?P<hidden>[^\n<>]{2,1000}\s[^\n<>]{1,1000})>>(?!>)",
        r"(?<!\w)spoilers?[ \t:]{0,3}>{2,4}(?P<hidden>[^\n<>]{2,1000})<{2,4}",
        r"(?:^|(?<=\n))[ \t]*(?:!>[ \t]|>[ \t]!)(?=[^\s>])(?P<hidden>[^\n]{2,2000})",
    ),
    "!": (
        # Signs around a text, where these are nothing else
        r"(?<![!?\w])!{2,3}(?=[^\s!?])(?P<hidden>[^\n!]{1,2000})(?<=[^\s])!{2,3}(?![!?\w])",
        r"(?<![!~\w])!~(?=[^\s~])(?P<hidden>[^\n~]{1,2000})(?<=[^\s])~!(?![!~\w])",
        r"(?<!\S)\?!(?=[^\s?!])(?P<hidden>[^\n?!]{2,1000})(?<=\S)!\?(?!\S)",
    ),
    "/s": (r"(?<!\S)/s/?[ \t]+(?P<hidden>[^\n]{2,2000}?)[ \t]+/s/?(?!\S)",),
    r"/\*": (r"(?<!\S)/\*[ \t](?P<hidden>[^\n]{2,1000}?)[ \t]\*/(?!\S)",),
    r"\(\(": (r"(?<![\w(])\({2,3}(?=[^\s()])(?P<hidden>[^\n()]{1,1000}\s[^\n()]{1,1000})\){2,3}(?!\))",),
    r"[^\x00-\x7f]": (
        # Boxes, faces and locks around a text
        r"(?:[▀-▟⬛⬜◼◾]|■{2,})+[ \t]?(?=[^\s▀-▟⬛⬜◼◾■□])(?P<hidden>[^\n▀-▟⬛⬜◼◾■□]{2,2000})"
        r"(?:[▀-▟⬛⬜◼◾]|■{2,})+",
        r"(?P<face>[🙈🙉🙊🤐🤫🫣🫢])[ \t]?(?P<hidden>[^\n🙈🙉🙊🤐🤫🫣🫢]{2,1000})(?P=face)",
        r"(?:^|(?<=\n))[ \t]{0,8}(?P<alarm>[🚨🛑⛔🚫🔞⚠]{2,9}|[✂✁✃️]{1,2}[ \t]?[-–—_=·.]{3,80})[ \t]{0,8}\n"
        r"(?P<hidden>[^\n]{1,2000}(?:\n[^\n]{1,2000}){0,9}?)\n[ \t]{0,8}(?P=alarm)",
        r"[🔒🔏🔐](?P<hidden>[^\n🔒🔏🔐🔓]{2,1000})🔓",
    ),
    "spoil": (
        # The word itself, also as a chat's command
        r"(?<!\w)spoilers?\[(?P<hidden>[^\[\]\n]{3,1000})\]",
        r"(?<!\w)spoilers?\((?P<hidden>[^()\n]{3,1000})\)",
        r"(?:^|(?<=\n))[ \t]*[/!]spoil\w*[ \t]+(?P<hidden>[^\n]+)",
    ),
    "13|64|upside|morse|caesar|cipher|backwards|reverse": (
        # A cipher and what is written in it
        r"(?P<label>\b(?:rot-?13|base-?64|upside[- ]down|morse|caesar|cipher|ending backwards|in reverse)\b"
        r"(?:[ \t]\w+){0,3})[ \t]*[:：(\])][ \t]*\n?(?P<hidden>[^\n()\[\]]{4,2000})",
    ),
}
#: The same over any length: how it begins, with which text it ends. A comment of HTML, Tistory, Namuwiki.
LONG = (
    (r"\(view spoilers?\)[ \t]?\[", "(hide spoiler)]"),
    (r"(?:^|(?<=\n))[ \t]{0,8}\+{4}[ \t]*(?P<label>[^|\n+]{0,200})\|", "++++"),
    (r"(?<![+\w])\+\+(?P<label>[^|\n+]{1,200})\|(?!\|)", "++"),
    (r"(?:^|(?<=\n))\+{3}[ \t]+(?P<label>[^\n]{1,200})\n", "\n+++"),
    (rf"\{{color:{_NEAR_WHITE}\}}", "{color}"),
    (r"\{expand(?::(?P<label>[^{}\n]{0,200}))?\}", "{expand}"),
    (r"<!--\s*spoil\w*[^<>]{0,100}-->", "<!--/spoiler-->"),
    (r"<!--(?!\s*(?:more\b|nextpage\b|spoil))", "-->"),
    (r"\[#M_(?P<label>[^|\n]{0,200})\|[^|\n]{0,200}\|", "_M#]"),
    (r"\{\{\{#!(?:folding|wiki[^\n]{0,200}display:\s*none[^\n]{0,200})(?P<label>[^\n]{0,200})\n", "}}}"),
    (r"\{\{\{#(?:white|transparent|black|f{3}(?:f{3})?|0{3}(?:0{3})?)(?:,[ ]?#?\w{1,20})?[ \n]", "}}}"),
    (r"\[%collapsible[^\]\n]{0,80}\]\n={4}\n", "\n===="),
    (r"\[%collapsible[^\]\n]{0,80}\]\n={5,}\n", "\n====="),
)
#: A block that goes on while its lines are indented: RST, MkDocs. `???` folds whatever its name.
INDENTED = (
    r"(?:^|(?<=\n))[ \t]{0,8}(?P<block_sign>\.\.|\?\?\?\+?|!!!|[▶▸►▷‣])[ \t]{0,8}"
    r"(?P<block>[^\W\d][\w-]{0,40})?(?P<directive>::)?"
    r"(?P<block_label>[^\n]{0,200})(?P<block_body>(?:\n(?:[ \t]*(?=\n)|[ \t]{2,}[^\n]*))*)"
)
#: Words around a text, in brackets, between signs or each on a line of its own: "(spoiler start) … (spoiler end)".
WORDS = (
    r"(?:(?:^|(?<=\n))|(?<=\s)|(?=[(\[<]))(?P<before>[*_~/=#%:()\[\]<>{}|!.-]{0,4})[ \t]?"
    r"(?:(?P<word_begins>(?:begin(?:ning)?|start)(?:[ _-]of)?[ _-](?:the[ ])?spoilers?(?!\w)"
    r"|spoilers?[ _-](?:starts?|begins?)(?:[ ]here)?(?!\w))"
    r"|(?P<word_ends>(?:end(?:ing)?|stop|close)(?:[ _-]of)?[ _-]?(?:the[ ])?spoilers?(?!\w)"
    r"|spoilers?[ _-](?:ends?|stops?|over|done)(?:[ ]here)?(?!\w)))"
    r"[ \t]?(?P<after>[*_~/=#%:()\[\]<>{}|!.-]{0,4})(?=\s|$|\w)"
)
#: The same word between the same signs before and after a text: "***spoiler*** … ***spoiler***".
TWICE = (
    r"(?:(?<!\w)[*_~/=#%:^|!-]{1,4}[ ]?(?:/|end[ ]?(?:of[ ])?)?spoilers?[ ]?[*_~/=#%:^|!-]{1,4}"
    r"|[*_~/=#%:^|!-]{1,4}[ ]?(?:/|end[ ]?(?:of[ ])?)?spoilers?[ ]?[*_~/=#%:^|!-]{1,4}(?!\w))"
    r"|[(\[《〈«「『<][ ]?/?(?:反転|ネタバレ|ねたばれ|스포(?:일러)?|剧透|劇透|спойлер)[ ]?[)\]》〉»」』>]"
)
#: A container that ends with its marks: (opening, closing) lines. `name` decides, `label` is its title.
FENCE = (
    r"(?:^|(?<=\n))[ \t>]*(?P<fence>:{3,}|`{3,}|~{3,})[ \t]*"
    r"\{?\.?(?P<fence_name>[^\W\d][\w-]*)?\}?[^\S\n]*(?P<fence_label>[^\n]*)"
)
#: Obsidian's callouts; the minus folds any of them.
CALLOUT = (
    r"(?:^|(?<=\n))[ \t]*>[ \t]*\[!(?P<callout>[\w-]+)\](?P<folded>-)?[ \t]*(?P<callout_label>[^\n]*)"
    r"(?P<callout_body>(?:\n[ \t]*>[^\n]*)*)"
)
_BUTTON = (
    r"(?:더 ?보기|펼치기|접은 ?글|접기|もっと見る|続きを読む|展[开開]"
    r"|(?:read|show|see|view|continue) (?:more|reading|spoilers?|ending)"
    r"|(?:click|tap|press)(?: here)? (?:to|for) (?:show|expand|reveal|see|open|spoilers?|more))"
)
_SPACE_SIGN = r"[.·…。・↓⬇▼▽⇩⏬👇🔽🔻|*_~v\u2193-]"
#: Everything below is hidden: Tumblr, LiveJournal, WordPress.
CUT = (
    r"\[\[?\s*more\s*\]\]?(?!\()|(?<!\w):readmore:"
    r"|<!--\s*(?:more\b|nextpage\b|spoil)[^<>]*-->|<(?:lj-cut|cut)\b[^<>]*/>"
)
#: The same by lines of their own: dots or arrows, the space before a spoiler; a button.
CUT_LINES = (
    rf"(?:^|(?<=\n))(?:[ \t>]{{0,8}}{_SPACE_SIGN}{{1,3}}[ \t]{{0,8}}\n(?:[ \t]{{0,8}}\n){{0,3}}){{3,}}"
    r"|(?:^|(?<=\n))[ \t]{0,8}[↓⬇▼⇩⏬👇🔽🔻]{3,}[ \t]{0,8}(?=\n)"
    r"|(?:^|(?<=\n))s[ \t]*\n+p[ \t]*\n+o[ \t]*\n+i[ \t]*\n+l[ \t]*\n+e[ \t]*\n+r(?:[ \t]*\n+s)?(?=\s)"
    r"|(?:^|(?<=\n))[ \t]{0,8}(?:keep reading|続きを読む)\W{0,4}(?=\n)"
    # A button, by its brackets or its arrow.
    rf"|(?:^|(?<=\n))[ \t]{{0,8}}(?:[\[(<*]{{1,3}}[ ]?{_BUTTON}[ \t.…]{{0,3}}[\])>*]{{1,3}}"
    rf"|{_BUTTON}[ \t.…]{{0,3}}[▼▽↓⬇▾🔽👇⏬]+)[ \t]{{0,8}}(?=\n)"
)
#: Marks around a text. A pair ends in its paragraph or, where nothing else is near, further down.
TEMPLATE = (
    r"\{%-?\s*(?P<template_end>end_?|/)?(?P<template>[^\W\d][\w-]*)(?P<template_label>[^%{}\n]*)%\}"
    r"|(?:^|(?<=\n))[ \t]{0,8}#\+(?P<org_end>end)?(?:begin)?_(?P<org>[^\W\d_][\w-]{0,40})(?P<org_label>[^\n]{0,200})"
    r"|\{\{[<%]\s*(?P<short_end>/)?\s*(?P<short>[^\W\d][\w-]*)(?P<short_label>[^{}\n]*?)[>%]\}\}"
    r"|\{\{\s*(?P<wiki_end>end[ _]?)?(?P<wiki>spoiler|hidden|collapse)s?(?:[ _](?:top|begin|start|"
    r"(?P<wiki_closes>bottom|end|close)))?(?P<wiki_label>\|[^{}\n]{0,200})?\s*\}\}"
    r"|%(?P<twiki_end>end|/)?[ ]?(?P<twiki>[a-z]{3,20})(?P<twiki_label>\{[^{}\n]{0,200}\})?%"
    r"|\{(?P<brace_end>/|end)?\s*(?P<brace>spoil\w*|hid\w*|스포\w*)(?P<brace_label>[:=|][^{}\n]*)?\}"
)
