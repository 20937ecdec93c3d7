"""The form of the site's settings: colours and three pictures beside the words."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reviewsite.images.forms import ACCEPTED_TYPES, UploadedImageField
from reviewsite.images.ingest import Ingested
from reviewsite.images.models import Image
from reviewsite.site import icons, look
from reviewsite.site.models import SiteSettings


def _picture_field(label: Any, help_text: Any) -> UploadedImageField:
    widget = AdminFileWidget(attrs={"accept": ACCEPTED_TYPES})
    return UploadedImageField(label=label, help_text=help_text, required=False, widget=widget)


class SettingsForm(forms.ModelForm):
    """`store_pictures` is called before the row is saved, in the same transaction."""

    #: The fields that hold a picture, with those that take its file.
    PICTURES = {"logo": "logo_file", "icon": "icon_file", "share_picture": "share_file"}

    logo_file = _picture_field(
        _("Logo"), _("Stands in the masthead instead of the name. A PNG without background looks best.")
    )
    icon_file = _picture_field(
        _("Icon"),
        _("For tabs and home screens: square, at least 192 pixels wide. All sizes are made from it."),
    )
    share_file = _picture_field(
        _("Share picture"), _("Link previews show it for pages without a picture. 1200 × 630 pixels is best.")
    )

    class Meta:
        model = SiteSettings
        fields: ClassVar[list[str]] = []  # the admin names them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.PICTURES.items():
            image = getattr(self.instance, name)
            self.fields[field].initial = image.file if image and image.is_shown else None
        for name, place in look.FIELDS.items():
            marks = {"data-colour": name, "data-place": " ".join(place), "size": 9, "spellcheck": "false"}
            self.fields[name].widget.attrs |= marks

    def clean_icon_file(self) -> Any:
        found = self.cleaned_data["icon_file"]
        if isinstance(found, Ingested) and min(found.facts.width, found.facts.height) < icons.HOME:
            said = _(
                "This picture is %(width)d × %(height)d pixels; an icon needs %(least)d in each direction."
            )
            values = {"width": found.facts.width, "height": found.facts.height, "least": icons.HOME}
            raise ValidationError(said, code="too_small", params=values)
        return found

    def store_pictures(self, user: Any) -> None:
        for name, field in self.PICTURES.items():
            given = self.cleaned_data[field]
            if isinstance(given, Ingested):
                image = Image(alt=self.instance.name, uploaded_by=user)
                given.attach(image)
                image.save()
                setattr(self.instance, name, image)
                if name == "icon":
                    icons.make(image)
            elif given is False:  # "Clear" is ticked
                setattr(self.instance, name, None)
