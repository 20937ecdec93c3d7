"""The publish check in the admin. It runs with the form, so a problem keeps everything that was typed."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reviews.models import Review, Section
from reviews.pictures import PUBLIC
from reviews.publishing import Problem, problems
from reviewsite.accounts import audit

#: The field in which an editor gives a reason to publish anyway.
REASON = "override_reason"


class CheckedSections(forms.BaseInlineFormSet):
    """The sections of the form, checked together with the review that they belong to."""

    #: What the publish check found, for the page; None where it did not run.
    problems: list[Problem] | None = None
    #: Set by the inline: whether this person may publish anyway.
    may_override = False

    def clean(self) -> None:
        super().clean()
        if not self.instance.is_article:
            for form in self._kept():
                form.refuse_what_articles_have()  # type: ignore[attr-defined]
        unready = any(self.errors) or (self.instance.drama_id is None) != self.instance.is_article
        if unready or self.instance.state not in PUBLIC:
            return
        forms_ = self._kept()
        found = new_problems(self.instance, [form.instance for form in forms_])
        self.problems = [_placed(problem, [form.prefix or "" for form in forms_]) for problem in found]
        if any(problem.stops for problem in self.problems) and not self.reason:
            raise forms.ValidationError(
                _("Not published, nothing saved: see what the publish check found."), code="publish_check"
            )

    @property
    def reason(self) -> str:
        """Why this person publishes anyway; "" if they do not, or may not."""
        return self.data.get(REASON, "").strip()[:1000] if self.may_override else ""

    def _kept(self) -> list[forms.ModelForm]:
        """The forms of the sections that would be saved, in the order that was given to them."""
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        kept = [
            form for form in kept if hasattr(form, "cleaned_data") and not form.cleaned_data.get("DELETE")
        ]
        return sorted(kept, key=lambda form: (form.instance.position, form.instance.pk or float("inf")))


def _placed(problem: Problem, prefixes: list[str]) -> Problem:
    """The problem with the name of its field in this form, where sections may be in another order."""
    name, _dash, rest = problem.field.partition("-")
    number, _dash, field = rest.partition("-")
    if name != "sections" or not number.isdigit() or int(number) >= len(prefixes):
        return problem
    return replace(problem, field=f"{prefixes[int(number)]}-{field}")


def new_problems(review: Review, sections: list[Section] | None = None) -> list[Problem]:
    """What the publish check finds, without what readers of an already published review see anyway."""
    found = problems(review, sections)
    stored = Review.objects.filter(pk=review.pk, state__in=PUBLIC).select_related("drama", "hero").first()
    known = {problem.identity for problem in problems(stored)} if stored else set()
    return [problem for problem in found if problem.identity not in known]


def of_formsets(inline_formsets: Iterable[Any]) -> CheckedSections | None:
    """The section formset among the admin's inline formsets."""
    formsets = (getattr(inline, "formset", inline) for inline in inline_formsets)
    return next((formset for formset in formsets if isinstance(formset, CheckedSections)), None)


def log_override(request: HttpRequest, review: Review, found: Iterable[Problem], reason: str) -> None:
    """Leave in the history of the review, and in the audit log, who overruled what, and why."""
    said = "; ".join(f"{problem.place}: {problem.message}" for problem in found if problem.stops)
    message = _("Published in spite of the publish check. Reason: %(reason)s. It said: %(said)s")
    text = message % {"reason": reason, "said": said}
    audit.record(audit.Event.OVERRIDE, about=review, detail=text, request=request)
    assert request.user.pk is not None  # noqa: S101  the admin lets nobody else in
    LogEntry.objects.log_actions(request.user.pk, [review], CHANGE, text, single_object=True)
