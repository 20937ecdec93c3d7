"""Publishing an imported review: only past the publish check, or in spite of it for a reason that is kept."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.translation import gettext as _

from reviews.models import Review
from reviews.publishing import Problem, problems
from reviews.revisions import record
from reviewsite.accounts import audit
from reviewsite.accounts.models import User


@transaction.atomic
def publish(review: Review, *, override: str | None = None, writer: User | None = None) -> list[Problem]:
    """Publish, unless the publish check stops it; what it finds. With `override` it is published all the same, and
    the reason is kept as an editor's is. A review that is published already stays as it is."""
    if review.state in (Review.State.PUBLISHED, Review.State.SCHEDULED):
        return []
    found = [problem for problem in problems(review) if problem.stops]
    if found and not override:
        return found
    if found:
        said = "; ".join(f"{problem.place}: {problem.message}" for problem in found)
        message = _("Published in spite of the publish check. Reason: %(reason)s. It said: %(said)s")
        text = message % {"reason": override, "said": said}
        audit.record(audit.Event.OVERRIDE, actor=writer, about=review, detail=text)
        if writer is not None:
            LogEntry.objects.log_actions(writer.pk, [review], CHANGE, text, single_object=True)
    review.publish(at=review.published_at)
    record(review, user=writer, comment=_("Published"))
    return found
