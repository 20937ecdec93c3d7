"""The demo with a little of everything that the admin shows, and an address of each of the admin's pages in it."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from dramas.merging import merge
from reviews import revisions
from reviews.comments.models import Comment, Erasure, ModerationEvent, Report, WatchedWord
from reviews.models import PreviewLink, Review
from reviewsite.accounts.audit import Event, record
from reviewsite.accounts.models import User
from reviewsite.demo.seeding import fill
from reviewsite.images.ingest import ingest
from reviewsite.images.models import Image
from reviewsite.jobs.models import Job
from reviewsite.search.index import indexing_at_the_end
from tests.factories import make_genre, make_review, make_series, make_writer
from tests.sample_pictures import encoded, upload
from tests.security.routes import walk_routes

#: Nobody adds or deletes one by hand.
NOT_ADDED = [
    "accounts_auditentry",
    "comments_comment",
    "comments_erasure",
    "comments_moderationevent",
    "dramas_merge",
    "jobs_job",
    "site_sitesettings",
]
#: What answers with something else than a page of its own: by what it is.
NO_PAGES = {
    "admin:logout": "POST only",
    "admin:two_factor_codes": "POST only",
    "admin:two_factor_off": "POST only",
    "markdown-preview": "POST only",
    "markdown-upload": "POST only",
    "markdown-describe": "POST only",
    "admin:jsi18n": "a script",
    "admin:two_factor_qr": "a picture",
    "admin:autocomplete": "JSON",
    "admin:site_sitesettings_look": "JSON",
    "admin:view_on_site": "leads to the public page",
    "admin:two_factor_verify": "leads on, for whoever has taken that step",
    "admin:/admin/(?P<url>.*)$": "nothing stands there",
    **{
        f"admin:{model}_{what}": "neither added nor deleted"
        for model in NOT_ADDED
        for what in ("add", "delete")
    },
}
#: More than one state of a page.
VARIANTS = {
    "admin:comments_comment_queue": ["", "?show=visible"],
    "admin:dramas_person_add": ["", "?_popup=1"],
    "admin:dramas_person_changelist": ["", "?q=ha&credits__job__exact=director"],
    "admin:reviews_review_changelist": ["", "?q=nothing+like+it", "?state__exact=published"],
    "admin:reviews_review_revision": ["", "?with=now"],
}


@dataclass(frozen=True)
class AdminWorld:
    user: User
    review: Review
    #: One object of each model, by its address: "/admin/dramas/drama/" -> the drama.
    samples: dict[str, Any]


@indexing_at_the_end()
def build() -> AdminWorld:
    fill({}, {})
    user = make_writer("walker", is_superuser=True)
    review = Review.objects.get(slug="misaeng")
    picture = Image(alt="A stairwell", caption="The stairs", credit="Drawn for the tests", uploaded_by=user)
    ingest(upload(encoded())).attach(picture)
    picture.save()
    Image.objects.create(caption="Still to be found", uploaded_by=user)
    section = review.sections.first()
    assert section is not None
    section.body += f"\n\n![](image:{picture.key})\n\n![](image:waiting)"
    section.save()
    Image.objects.create(key="waiting", caption="The roof")
    revisions.record(review, user=user)
    PreviewLink.objects.make(review, user)
    _desk(user)
    _moderation(review)
    record(Event.LOGIN, actor=user)
    make_series(review, make_review(headline="Another part"))
    merge(make_genre("Road movie"), make_genre("Road-movie", slug="road"), user=user)
    samples: dict[type[Model], Any] = {Review: review, Image: picture, User: user}
    return AdminWorld(
        user,
        review,
        {
            f"/admin/{model._meta.app_label}/{model._meta.model_name}/": samples.get(model)
            or model._default_manager.first()
            for model in admin.site._registry
        },
    )


def _desk(user: User) -> None:
    tomorrow = timezone.now() + dt.timedelta(days=1)
    for state, at in (("draft", None), ("in_review", None), ("scheduled", tomorrow), ("retired", None)):
        make_review(headline=f"One that is {state}", state=state, published_at=at, created_by=user)
    long_ago = timezone.now() - dt.timedelta(days=900)
    Review.objects.filter(headline="One that is draft").update(updated_at=long_ago)
    gone = make_review(headline="Gone")
    revisions.record(gone)
    gone.delete()


def _moderation(review: Review) -> None:
    waiting = {"review": review, "email": "reader@example.org", "held_reasons": ["first"]}
    first = Comment.objects.create(author_name="Jun", body="It **ends** ||well||.", **waiting)
    Comment.objects.create(author_name="Min", body="So it does.", parent=first, **waiting)
    Report.objects.create(comment=first, kind="abuse", address_hash="a")
    ModerationEvent.objects.create(comment=first, action="hold", reason="A new name")
    WatchedWord.objects.create(text="casino")
    Erasure.objects.create(address_hash="a", with_texts=True, comments=[])
    Job.objects.create(kind="mail", payload={"to": 1}, failed_at=timezone.now(), last_error="Refused")


def addresses(world: AdminWorld) -> list[tuple[str, str]]:
    """The name of the route and an address, for every page of the admin as the resolver has them."""
    found: dict[str, str] = {}
    for route in walk_routes():
        # What begins with the path has no name, and leads from an old address to the form.
        if route.pattern.startswith("/admin/") and not route.name.startswith("admin:/admin/"):
            found.setdefault(route.name, route.pattern)
    return [
        (name, _address(pattern, world) + variant)
        for name, pattern in found.items()
        if name not in NO_PAGES
        for variant in VARIANTS.get(name, [""])
    ]


def _address(pattern: str, world: AdminWorld) -> str:
    if "(?P<app_label>" in pattern:
        return "/admin/reviews/"
    row = next((row for address, row in world.samples.items() if pattern.startswith(address)), world.review)
    values = {
        "object_id": row.pk,
        "id": row.pk,
        "revision": revisions.history(world.review.pk)[0].revision.pk,
        "content_type_id": ContentType.objects.get_for_model(row).pk,
    }
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(values[part[1]]), pattern)
