"""What kind of text a review is, in words for readers."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reviews.models import Review


def kind_words(review: Review) -> str:
    """The kind with its episodes, "Recap, episodes 1 to 2"; "" for a full review."""
    if review.kind == Review.Kind.REVIEW:
        return ""
    if review.kind == Review.Kind.DROPPED:
        return _("Dropped at episode %(episode)d") % {"episode": review.watched_through or 0}
    kind = capfirst(str(review.get_kind_display()))
    first, last = review.episode_from, review.episode_to
    if not first or not last:
        return kind
    if first == last:
        return _("%(kind)s, episode %(episode)d") % {"kind": kind, "episode": last}
    return _("%(kind)s, episodes %(first)d to %(last)d") % {"kind": kind, "first": first, "last": last}
