from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviewsite.images.ingest import ACCEPTED, Ingested, ingest
from reviewsite.images.models import Image
from reviewsite.scope_field import ScopeField

ACCEPTED_TYPES = "image/jpeg,image/png,image/webp,image/avif,image/gif"


class UploadedImageField(forms.FileField):
    """A file field whose cleaned value is an `Ingested`, or None if nothing was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPTED_TYPES}))
        kwargs.setdefault("help_text", ACCEPTED)
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Ingested | None:  # type: ignore[override]
        upload = super().to_python(data)
        return ingest(upload) if upload else None


class DescriptionForm(forms.ModelForm):
    """What is to be said about a picture."""

    spoils_through = ScopeField(
        label=_("Gives away"), help_text=_("What the picture or its caption gives away."), required=False
    )

    class Meta:
        model = Image
        fields = ["alt", "caption", "credit", "credit_url", "spoils_through"]


class ImageForm(DescriptionForm):
    """A picture with its file, which is re-encoded before it is stored."""

    upload = UploadedImageField(label=_("Picture file"), required=False)

    class Meta(DescriptionForm.Meta):
        fields = [*DescriptionForm.Meta.fields, "focal_x", "focal_y"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A slot without a file comes from a text whose picture is still to be found, never from this form.
        self.fields["upload"].required = self.instance.pk is None

    def save(self, commit: bool = True) -> Image:
        if ingested := self.cleaned_data["upload"]:
            ingested.attach(self.instance)
        image: Image = super().save(commit=commit)
        return image
