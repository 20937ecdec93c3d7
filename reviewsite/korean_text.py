"""Korean words on pages in another language say that they are Korean, for screen readers, fonts and line breaks."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

_HANGUL = "ᄀ-ᇿㄱ-ㆎꥠ-ꥼ가-힣ힰ-ퟻﾡ-ￜ"
_ANY = re.compile(f"[{_HANGUL}]")
#: Words of Hangul with what stands between them.
_RUN = re.compile(f"[{_HANGUL}]+(?:[ ,.!?·~…-]{{1,3}}[{_HANGUL}]+)*")
_PIECE = re.compile(
    r"""<!--.*?-->
      | <(?P<raw>script|style|textarea|title)\b(?:.*?</(?P=raw)\s*>|.*)
      | <!doctype[^>]*>
      | <(?P<close>/)?(?P<name>[a-z][a-z0-9-]*+)(?P<rest>(?:[^<>"']++|"[^"]*+"|'[^']*+')*)>
      | (?P<text>[^<]++)
      | (?P<unknown><)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_IN_KOREAN = re.compile(r"""\slang=["']?ko\b""", re.IGNORECASE)
#: Elements that hold no others; those that hold nothing but characters are the `raw` ones.
_CLOSED_TO_ELEMENTS = frozenset({"option"})


def mark_korean(html: str) -> str:
    """`html` with `<span lang="ko">` around each run of Hangul that is not inside something Korean already.

    What this cannot read as HTML stays as it is, all of it.
    """
    if not _ANY.search(html):
        return html
    out: list[str] = []
    # The element that keeps its text as it is, and how many of its name are open.
    keeper, depth = "", 0
    for piece in _PIECE.finditer(html):
        name = (piece["name"] or "").lower()
        if piece["unknown"]:
            return html
        if name and name == keeper:
            depth += -1 if piece["close"] else 1
            keeper = keeper if depth else ""
        elif name and not keeper and not piece["close"] and _keeps_its_text(name, piece["rest"]):
            keeper, depth = name, 1
        is_open_text = piece["text"] and not keeper
        out.append(_RUN.sub(r'<span lang="ko">\g<0></span>', piece[0]) if is_open_text else piece[0])
    return "".join(out)


def _keeps_its_text(name: str, attributes: str) -> bool:
    return name in _CLOSED_TO_ELEMENTS or _IN_KOREAN.search(attributes) is not None


class KoreanTextMiddleware:
    """Marks the Korean of every page for readers, whoever wrote it and whatever template shows it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and not (get_language() or "").startswith("ko") and not _is_admin(request):
            response.content = mark_korean(response.text).encode(response.charset)
        return response


def _is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.SESSION_COOKIE_PATH)
