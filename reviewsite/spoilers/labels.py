"""What the pages say of hidden and shown text: a whole sentence for each case, so that each can be translated."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviewsite.spoilers import WHOLE_DRAMA

_WHOLE: dict[str, str | Promise] = {
    "hidden": _("Hidden: spoils the ending"),
    "shown": _("Spoilers for the whole drama are shown."),
    "show": _("Show everything, ending included"),
    "passage": _("spoiler (ending)"),
    "picture": _("picture hidden: spoils the ending"),
}
_THROUGH: dict[str, str | Promise] = {
    "hidden": _("Hidden: spoilers through episode %(episode)d"),
    "shown": _("Spoilers through episode %(episode)d are shown."),
    "show": _("Show everything through episode %(episode)d"),
    "passage": _("spoiler (episode %(episode)d)"),
    "picture": _("picture hidden: spoilers through episode %(episode)d"),
}
#: Of a section of an article, whose scope counts in the drama that it is about.
_WHOLE_OF: dict[str, str | Promise] = {
    "show": _("Show section %(number)d: spoils %(drama)s, ending included"),
    "shown": _("Spoilers for all of %(drama)s are shown."),
}
_THROUGH_OF: dict[str, str | Promise] = {
    "show": _("Show section %(number)d: spoils %(drama)s through episode %(episode)d"),
    "shown": _("Spoilers for %(drama)s through episode %(episode)d are shown."),
}
#: Of one that is about no drama.
_WHOLE_OF_NONE: dict[str, str | Promise] = {
    "show": _("Show section %(number)d: spoils the ending"),
    "shown": _WHOLE["shown"],
}
_THROUGH_OF_NONE: dict[str, str | Promise] = {
    "show": _("Show section %(number)d: spoilers through episode %(episode)d"),
    "shown": _THROUGH["shown"],
}


def label(scope: int, kind: str) -> str:
    """The words of `kind` (a key above) for text that spoils so much, or for a reader who has seen so much."""
    return str(_WHOLE[kind]) if scope >= WHOLE_DRAMA else str(_THROUGH[kind]) % {"episode": scope}


def section_label(scope: int, kind: str, *, number: int, drama: str) -> str:
    """The words of `kind` ("show", "shown") for a section of an article; `drama` is the title of its drama, or ""."""
    whole, through = (_WHOLE_OF, _THROUGH_OF) if drama else (_WHOLE_OF_NONE, _THROUGH_OF_NONE)
    words = whole[kind] if scope >= WHOLE_DRAMA else through[kind]
    return str(words) % {"number": number, "drama": drama, "episode": scope}
