"""schema.org data in JSON-LD, made of what is always safe to show."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reviewsite.site.current import current

Data = dict[str, Any]

#: The characters that could end a script element or begin a comment in it, as JSON escapes.
_ESCAPES = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def script(data: Data) -> SafeString:
    """A script element with `data` as JSON-LD; no text in it can end the element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES)
    # Safe: every character that HTML gives a meaning is escaped above.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def absolute(path: str) -> str:
    """The whole address of a path of this site; what already is one stays as it is."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"


def breadcrumb_list(breadcrumbs: Sequence[tuple[str, str]], here: str) -> Data:
    """The trail from home to this page; the last of (label, path) is the page itself and needs no path."""
    trail = [(_("Home"), "/"), *breadcrumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": str(label), "item": absolute(path or here)}
            for place, (label, path) in enumerate(trail, start=1)
        ],
    }


def organization() -> Data:
    site = current()
    found = {"@type": "Organization", "name": site.name, "url": absolute("/")}
    return found | {"logo": absolute(site.logo.file.url)} if site.logo else found


def without_blanks(data: Data) -> Data:
    """Absent is absent: schema.org has no empty values."""
    return {key: value for key, value in data.items() if value not in (None, "", [], ())}
