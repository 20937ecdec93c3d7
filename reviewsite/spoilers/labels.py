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


def label(scope: int, kind: str) -> str:
    """The words of `kind` (a key above) for text that spoils so much, or for a reader who has seen so much."""
    return str(_WHOLE[kind]) if scope >= WHOLE_DRAMA else str(_THROUGH[kind]) % {"episode": scope}
