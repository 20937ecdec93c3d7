from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dramas.models import Drama
from dramas.models.content_rating import ContentRating, read_rating
from reviewsite.widgets import Suggestions


class DramaForm(forms.ModelForm):
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=Drama.State.choices,
        required=False,
        help_text=gettext_lazy("Publishing a text about it makes it public automatically."),
    )

    class Meta:
        model = Drama
        exclude: list[str] = []
        widgets: ClassVar = {"content_rating": Suggestions(ContentRating.choices)}
        # Under the heading "Based on".
        labels: ClassVar = {
            "based_on_kind": gettext_lazy("Kind"),
            "based_on_title": gettext_lazy("Title"),
            "based_on_url": gettext_lazy("Link"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            self.initial["state"] = self.instance.state

    def clean_content_rating(self) -> str:
        return read_rating(self.cleaned_data["content_rating"])

    def clean_franchise(self) -> str:
        """As another season has it: one franchise has one spelling."""
        franchise: str = self.cleaned_data["franchise"].strip()
        others = Drama.objects.filter(franchise__iexact=franchise).exclude(pk=self.instance.pk)
        return others.values_list("franchise", flat=True).first() or franchise

    def clean(self) -> dict[str, Any] | None:
        found = super().clean()
        franchise, number = self.cleaned_data.get("franchise"), self.cleaned_data.get("season_number")
        if number and franchise == "":
            self.add_error("franchise", _("Say of which franchise this is season %(n)d.") % {"n": number})
        elif number and franchise:
            self._refuse_a_second(franchise, number)
        return found

    def _refuse_a_second(self, franchise: str, number: int) -> None:
        others = Drama.objects.filter(franchise=franchise, season_number=number)
        if other := others.exclude(pk=self.instance.pk).first():
            said = _("Season %(number)d of %(franchise)s is “%(drama)s” already.")
            words = said % {"number": number, "franchise": franchise, "drama": other}
            self.add_error("season_number", words)

    def clean_state(self) -> str:
        """What readers read about stays public: its page is where the links of the text lead."""
        state: str = self.cleaned_data["state"] or self.instance.state
        taken_back = state == Drama.State.DRAFT and self.instance.is_public()
        if taken_back and self.instance.reviews.with_time().exists():
            raise forms.ValidationError(_("A published text is about it: retire that text first."))
        return state
