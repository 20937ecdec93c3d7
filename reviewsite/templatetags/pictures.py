"""`{% picture image_or_picture sizes="…" class="…" eager=True %}`: the only markup for pictures outside Markdown."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reviewsite.images.models import Image
from reviewsite.images.pictures import picture_of
from reviewsite.markdown import Picture

register = template.Library()


@register.simple_tag
def picture(
    shown: Picture | Image | None,
    *,
    sizes: str = "",
    eager: bool = False,
    alt: str | None = None,
    **attributes: Any,
) -> SafeString:
    """A `<picture>`, or a plain `<img>` while there are no renditions; nothing for no picture.

    An Image is shown as far as a reader who has watched nothing may see it. `eager` is for the one picture above
    the fold. `alt=""` marks a decoration beside the same words. What else is given (`class`) goes on the `<img>`.
    """
    shown = picture_of(shown) if isinstance(shown, Image) else shown
    if shown is None:
        return SafeString("")
    loading = {"fetchpriority": "high"} if eager else {"loading": "lazy"}
    classes = " ".join(filter(None, (attributes.pop("class", ""), shown.placeholder, shown.focus)))
    img = format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" decoding="async"{}>',
        shown.url,
        shown.width,
        shown.height,
        shown.alt if alt is None else alt,
        _written({**loading, "class": classes, **attributes}),
    )
    if not shown.sources:
        return img
    wide = _written({"sizes": sizes or shown.sizes})
    sources = format_html_join(
        "", '<source type="{}" srcset="{}"{}>', ((kind, srcset, wide) for kind, srcset in shown.sources)
    )
    return format_html("<picture>{}{}</picture>", sources, img)


def _written(attributes: dict[str, Any]) -> SafeString:
    return format_html_join(
        "", ' {}="{}"', ((name.replace("_", "-"), value) for name, value in attributes.items() if value)
    )
