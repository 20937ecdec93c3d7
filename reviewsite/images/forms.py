from collections.abc import Sequence
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reviewsite.images.ingest import ACCEPTED, Ingested, ingest
from reviewsite.images.models import Image
from reviewsite.images.uses import Finding, changing, findings_about
from reviewsite.spoilers.forms import ScopeField
from reviewsite.spoilers.text_fields import validate_no_warning

STOPPED = _("Not saved: the picture is on public pages. See what the publish check found.")
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


#: The field in which somebody says why the publish check is overruled.
REASON = "override_reason"


class DescriptionForm(forms.ModelForm):
    """What is said about a picture: checked together with every public page that shows it.

    `findings` is what the publish checks say; one that stops needs a reason. `save` keeps revisions and logs.
    """

    #: Set by whoever makes the form.
    request: HttpRequest | None = None
    findings: Sequence[Finding] = ()

    spoils_through = ScopeField(
        label=_("Spoiler level"), help_text=_("How far the picture or its caption spoils."), required=False
    )

    class Meta:
        model = Image
        fields = ["alt", "caption", "credit", "credit_url", "spoils_through"]

    @property
    def reason(self) -> str:
        return str(self.data.get(REASON, "")).strip()[:800]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._refuse_warnings(cleaned)
        if self.instance.pk and self.has_changed() and not self.errors:
            self.findings = findings_about(self._as_it_would_be(cleaned))
            if any(found.stops for found in self.findings) and not self.reason:
                raise forms.ValidationError(STOPPED, code="publish_check")
        return cleaned

    def _refuse_warnings(self, cleaned: dict[str, Any]) -> None:
        for name in ("alt", "caption"):
            if not int(cleaned.get("spoils_through") or 0) and cleaned.get(name):
                try:
                    validate_no_warning(cleaned[name])
                except ValidationError as error:
                    self.add_error(name, error)

    def _as_it_would_be(self, cleaned: dict[str, Any]) -> Image:
        image = copy(self.instance)
        for name in cleaned.keys() - {"upload"}:
            # The form's scope is a text where it is "0".
            setattr(image, name, Image._meta.get_field(name).to_python(cleaned[name]))  # type: ignore[union-attr]
        if cleaned.get("upload") and not image.file:
            image.file = "images/to-come"  # any name: the check asks only whether there is a file
        return image

    def save(self, commit: bool = True) -> Image:
        if not (commit and self.instance.pk):
            return super().save(commit=commit)
        with changing(self.instance, request=self.request, findings=self.findings, reason=self.reason):
            return super().save()


class FileForm(DescriptionForm):
    """A picture with its file, which is re-encoded before it is stored."""

    upload = UploadedImageField(label=_("Picture file"), required=False)

    def save(self, commit: bool = True) -> Image:
        if ingested := self.cleaned_data["upload"]:
            ingested.attach(self.instance)
        return super().save(commit=commit)


class ImageForm(FileForm):
    """A picture in the list of all."""

    class Meta(DescriptionForm.Meta):
        fields = [*DescriptionForm.Meta.fields, "focal_x", "focal_y"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A slot without a file comes from a text whose picture is still to be found, never from this form.
        self.fields["upload"].required = self.instance.pk is None
