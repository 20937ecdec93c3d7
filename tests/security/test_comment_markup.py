"""Nothing that a visitor types runs, by the judgement of the browser that would run it."""

from playwright.sync_api import Page

from tests.security.hostile_comments import JUDGE, raw, renderings

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></mtext><style><img src onerror=alert(1)></style></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href=javascript:alert(1)>x</a>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    '" autofocus onfocus=alert(1) x="',
    "' onmouseover='alert(1)",
    "` onclick=alert(1) `",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&colon;alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "![x](javascript:alert(1))",
    '[x](https://a.example "\' onclick=alert(1)")',
    "<https://a.example/' onclick=alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "||<img src=x onerror=alert(1)>||",
    "> <script>alert(1)</script>",
    "```\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "<style>@import 'https://evil.example'</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><input name=x></form>",
    "<object data=//evil.example></object>",
    "{{ 7|add:7 }}{% debug %}",
    "\u2028<script>alert(1)</script>\u2029",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "＜script＞alert(1)＜/script＞",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
]


def test_no_field_of_a_comment_carries_anything_that_runs(page: Page) -> None:
    fragments = [(text, html) for text in HOSTILE for html in renderings(text)]

    found = page.evaluate(JUDGE, [html for _text, html in fragments])

    assert {text: what for (text, _html), what in zip(fragments, found, strict=True) if what} == {}


def test_the_same_without_care_is_caught(page: Page) -> None:
    """The control: the judge goes red for what is put into a page as it came."""
    found = page.evaluate(JUDGE, [raw(text) for text in HOSTILE])

    assert sum(bool(what) for what in found) >= 20
