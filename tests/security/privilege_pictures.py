"""The entrances through which a picture could be changed: who may, by role, whose picture, and where it is shown.

The privilege table asks each address once; here the same picture is changed by every way that there is. To add a way,
add a function to `ENTRANCES`; to add a place that shows pictures, add it to `PLACES` and to `may_change`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from dramas.models import Drama, Network, Person
from reviews import revisions
from reviews.models import Review
from reviewsite.accounts.models import User
from reviewsite.images.models import Image
from reviewsite.search.index import indexing_at_the_end
from reviewsite.site.models import SiteSettings
from tests.factories import make_drama, make_network, make_person, make_review
from tests.sample_pictures import encoded, picture, upload

WORDS = {"alt": "A pier", "caption": "Changed", "credit": "tvN", "credit_url": "", "spoils_through": "0"}


@dataclass(frozen=True)
class Shown:
    """A picture with what shows it; `draft` is a draft of the writer in which somebody typed its key."""

    image: Image
    draft: Review


def _own_draft(image: Image, owner: User) -> None:
    make_review(state="draft", created_by=owner, sections=[{"body": image.markdown}])


def _published(image: Image, owner: User) -> None:
    make_review(created_by=owner, sections=[{"body": f"Words\n\n{image.markdown}"}], rating=8)


def _published_by_reference(image: Image, owner: User) -> None:
    make_review(
        created_by=owner, sections=[{"body": f"![A pier][one]\n\n[one]: image:{image.key}"}], rating=8
    )


def _scheduled(image: Image, owner: User) -> None:
    make_review(created_by=owner, state="scheduled", sections=[{"body": image.markdown}], rating=8)


def _hero(image: Image, owner: User) -> None:
    make_review(created_by=owner, hero=image, rating=8)


def _poster(image: Image, owner: User) -> None:
    make_drama(poster=image)


def _portrait(image: Image, owner: User) -> None:
    make_person(photo=image)


def _logo(image: Image, owner: User) -> None:
    make_network(logo=image)


def _share_picture(image: Image, owner: User) -> None:
    SiteSettings.objects.update(share_picture=image)


def _own_face(image: Image, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(photo=image)


#: Where a picture is shown, apart from the draft in which its key was typed; None: nowhere.
PLACES: dict[str, Callable[[Image, User], None] | None] = {
    "nowhere": None,
    "own draft": _own_draft,
    "published": _published,
    "published by reference": _published_by_reference,
    "scheduled": _scheduled,
    "hero": _hero,
    "poster": _poster,
    "portrait": _portrait,
    "logo": _logo,
    "share picture": _share_picture,
    "own face": _own_face,
}


def may_change(role: str, place: str, *, own: bool) -> bool:
    """The table itself: editors change every picture; writers their own, while nothing public but their page does."""
    if role in {"editor", "superuser"}:
        return True
    return role == "writer" and own and place in {"nowhere", "own draft", "own face"}


@indexing_at_the_end()
def show(place: str, owner: User, writer: User) -> Shown:
    image = Image.objects.create(
        file="images/a.webp",
        width=1,
        height=1,
        renditions={},
        alt="A quay",
        caption="zqwas",
        credit="JTBC",
        uploaded_by=owner,
    )
    if put := PLACES[place]:
        put(image, owner)
    draft = make_review(state="draft", created_by=writer, sections=[{"body": f"Mine {image.markdown}"}])
    # An older save of the draft has the picture with other words.
    Image.objects.filter(pk=image.pk).update(caption="Changed")
    revisions.record(draft)
    Image.objects.filter(pk=image.pk).update(caption="zqwas")
    draft.sections.update(body=f"Mine and more {image.markdown}")
    revisions.record(draft)
    return Shown(image, draft)


def by_its_page(client: Client, shown: Shown) -> None:
    address = reverse("admin:images_image_change", args=[shown.image.pk])
    client.post(address, {**WORDS, "focal_x": "50", "focal_y": "50"})


def by_its_page_with_a_file(client: Client, shown: Shown) -> None:
    address = reverse("admin:images_image_change", args=[shown.image.pk])
    file = upload(encoded(picture((64, 48))))
    client.post(address, {**WORDS, "focal_x": "50", "focal_y": "50", "upload": file})


def by_describing(client: Client, shown: Shown) -> None:
    client.post(reverse("markdown-describe", args=[shown.image.key]), WORDS)


def by_uploading(client: Client, shown: Shown) -> None:
    file = upload(encoded(picture((64, 48))))
    client.post(reverse("markdown-upload"), {"file": file, "key": shown.image.key})


def by_the_pictures_of_the_draft(client: Client, shown: Shown) -> None:
    data = {f"{shown.image.key}-{name}": value for name, value in WORDS.items()}
    client.post(reverse("admin:reviews_review_pictures", args=[shown.draft.pk]), data)


def by_restoring_the_draft(client: Client, shown: Shown) -> None:
    oldest = revisions.history(shown.draft.pk)[-1].revision.pk
    client.post(reverse("admin:reviews_review_revision", args=[shown.draft.pk, oldest]))


def by_restoring_the_deleted_draft(client: Client, shown: Shown) -> None:
    """After a save of it that has the picture with other words."""
    Image.objects.filter(pk=shown.image.pk).update(caption="Changed")
    revisions.record(shown.draft)
    Image.objects.filter(pk=shown.image.pk).update(caption="zqwas")
    revision = revisions.history(shown.draft.pk)[0].revision.pk
    shown.draft.delete()
    client.post(reverse("admin:reviews_review_deleted"), {"revision": revision})


ENTRANCES: dict[str, Callable[[Client, Shown], None]] = {
    function.__name__: function
    for function in (
        by_its_page,
        by_its_page_with_a_file,
        by_describing,
        by_uploading,
        by_the_pictures_of_the_draft,
        by_restoring_the_draft,
        by_restoring_the_deleted_draft,
    )
}


def by_deleting(client: Client, shown: Shown) -> None:
    client.post(reverse("admin:images_image_delete", args=[shown.image.pk]), {"post": "yes"})


def by_deleting_many(client: Client, shown: Shown) -> None:
    data = {"action": "delete_selected", "_selected_action": [shown.image.pk], "post": "yes"}
    client.post(reverse("admin:images_image_changelist"), data)


def state_of(shown: Shown) -> Any:
    """All that could have been changed of the picture, and of what the catalogue shows."""
    return (
        *Image.objects.filter(pk=shown.image.pk).values_list(
            "file", "alt", "caption", "credit", "spoils_through", "deleted_at"
        ),
        *Drama.objects.order_by("pk").values_list("pk", "poster"),
        *Person.objects.order_by("pk").values_list("pk", "photo"),
        *Network.objects.order_by("pk").values_list("pk", "logo"),
    )
