from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dramas.models import Drama


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            self.initial["state"] = self.instance.state

    def clean_state(self) -> str:
        """What readers read about stays public: its page is where the links of the text lead."""
        state: str = self.cleaned_data["state"] or self.instance.state
        taken_back = state == Drama.State.DRAFT and self.instance.is_public()
        if taken_back and self.instance.reviews.with_time().exists():
            raise forms.ValidationError(_("A published text is about it: retire that text first."))
        return state
