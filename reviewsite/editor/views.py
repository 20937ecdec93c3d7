"""What the Markdown editor asks of the server. Staff only, POST only, never cached; answers are JSON.

django-markdownx's own views are mounted nowhere: they take anybody's files and give back anybody's HTML.
"""

from collections.abc import Callable, Iterable
from copy import copy
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from reviewsite import markdown
from reviewsite.editor.writers_view import WRITERS_VIEW
from reviewsite.images.access import may_change, only_visible
from reviewsite.images.forms import DescriptionForm
from reviewsite.images.ingest import ONLY_FIRST_FRAME, ingest
from reviewsite.images.models import Image
from reviewsite.images.pictures import images_in, whole_pictures
from reviewsite.images.uses import Finding, changing, findings_about
from reviewsite.spoilers import SAFE, WHOLE_DRAMA, parse_seen

#: Characters; more than any section has, and about a second's work at the worst.
LONGEST_TEXT = 100_000

MAY_ADD, MAY_CHANGE = "images.add_image", "images.change_image"
MAY_WRITE = (
    MAY_ADD,
    MAY_CHANGE,
    "reviews.add_review",
    "reviews.change_review",
    "dramas.add_drama",
    "dramas.change_drama",
)

View = Callable[..., HttpResponse]


def for_staff(*permissions: str) -> Callable[[View], View]:
    """POST by a staff account that has any of these permissions; everything else gets 403 or 405."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not (user.is_active and user.is_staff and any(user.has_perm(name) for name in permissions)):
                return _refuse(_("You are not logged in, or not allowed to do this."), status=403)
            if request.method != "POST":
                return _refuse(_("Use POST for this address."), status=405, headers={"Allow": "POST"})
            return view(request, *args, **kwargs)

        return checked

    return decorate


@for_staff(*MAY_WRITE)
def preview(request: HttpRequest) -> HttpResponse:
    """`content` as HTML for a reader with progress `seen`, or for its writer, who sees everything, without one.

    `scope` is what the text as a whole spoils, as a number.
    """
    source = request.POST.get("content")
    if source is None or len(source) > LONGEST_TEXT:
        return _refuse(_("The text is empty or too long."))
    # Not those of other people's drafts, whose keys somebody typed.
    images = only_visible(request.user, images_in([source]))
    pictures = whole_pictures(images)
    if progress := request.POST.get("seen"):
        scope = _scope(request.POST.get("scope", ""))
        html = markdown.render(source, seen=parse_seen([progress]), scope=scope, pictures=pictures)
    else:
        html = markdown.render(source, seen=WHOLE_DRAMA, pictures=pictures, profile=WRITERS_VIEW)
    return JsonResponse({"html": html, "pictures": [_said_of(image) for image in images.values()]})


@for_staff(MAY_ADD, MAY_CHANGE)
def upload(request: HttpRequest) -> HttpResponse:
    """Store `file` as a new picture, or as that of the existing one named by `key`."""
    file, key = request.FILES.get("file"), request.POST.get("key", "")
    if file is None:
        return _refuse(_("No file arrived."))
    image = _by_key(key) if key else Image(uploaded_by_id=request.user.pk)
    if image is None:
        return _refuse(_("There is no picture with this key."))
    if image.pk and not may_change(request.user, image):
        return _refuse(_("You can see this picture, but not change it: use one of your own."), status=403)
    try:
        ingested = ingest(file)
    except ValidationError as error:
        return _refuse(" ".join(error.messages))
    if image.pk and not image.file and (said := _objections(findings_about(_filled(image)))):
        return _refuse(said)
    with changing(image, request=request) if image.pk else transaction.atomic():
        ingested.attach(image)
        image.save()
    notice = ONLY_FIRST_FRAME if ingested.facts.animated else ""
    return JsonResponse({**_said_of(image), "notice": str(notice)})


@for_staff(MAY_ADD, MAY_CHANGE)
def describe(request: HttpRequest, key: str) -> HttpResponse:
    """Set what is said about a picture; errors come back by field."""
    image = _by_key(key)
    if image is None:
        return _refuse(_("There is no picture with this key."), status=404)
    if image.pk and not may_change(request.user, image):
        return _refuse(_("You can see this picture, but not change it: use one of your own."), status=403)
    form = DescriptionForm(request.POST, instance=image)
    form.request = request
    if not form.is_valid():
        errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
        error = _objections(form.findings) or _("This was not saved.")
        return JsonResponse({"error": error, "errors": errors}, status=400)
    return JsonResponse(_said_of(form.save()))


def _objections(findings: Iterable[Finding]) -> str:
    """What stops this, with the way to overrule it; "" for nothing."""
    said = " ".join(f"{found.place}: {found.message}" for found in findings if found.stops)
    way = _(
        "Not saved: readers see this picture. Change it on its own page under Images, where you can give a reason."
    )
    return f"{way} {said}" if said else ""


def _filled(image: Image) -> Image:
    filled = copy(image)
    filled.file = "images/to-come"
    return filled


def _by_key(key: str) -> Image | None:
    return (
        Image.objects.present().filter(key=key).first()
        if markdown.picture_keys(f"![](image:{key})") == [key]
        else None
    )


def _scope(raw: str) -> int:
    return min(int(raw[:6]), WHOLE_DRAMA) if raw.isascii() and raw.isdigit() else SAFE


def _said_of(image: Image) -> dict[str, Any]:
    return {
        "key": image.key,
        "markdown": image.markdown,
        "url": image.file.url if image.file else "",
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
        "credit_url": image.credit_url,
        "spoils_through": image.spoils_through,
    }


def _refuse(message: str, *, status: int = 400, headers: dict[str, str] | None = None) -> JsonResponse:
    return JsonResponse({"error": message}, status=status, headers=headers)
