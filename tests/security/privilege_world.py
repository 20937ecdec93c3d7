"""The people and things of the privilege matrix: each thing carries words that nobody without a right may meet."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from dramas.merging import merge
from reviews import revisions
from reviews.comments.models import Comment, Erasure, ModerationEvent, WatchedWord
from reviews.models import Review
from reviewsite.accounts.audit import Event, record
from reviewsite.accounts.models import User
from reviewsite.images.models import Image
from reviewsite.jobs.models import Job
from reviewsite.search.index import indexing_at_the_end
from reviewsite.site.models import Page, SiteSettings
from tests.factories import (
    make_drama,
    make_genre,
    make_network,
    make_person,
    make_review,
    make_series,
    make_staff,
    make_tag,
    make_writer,
)
from tests.quick_client import QuickClient

ROLES = ("anonymous", "guest", "deactivated", "moderator", "writer", "editor", "superuser")


@dataclass(frozen=True)
class Thing:
    """One object: what kind, whose (for the writer, and the others who have no rights to it), in which state."""

    kind: str
    pk: Any
    words: tuple[str, ...]
    own: bool = False
    state: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    #: Words that are in its public address; an answer to that address may repeat them.
    in_address: tuple[str, ...] = ()

    def __str__(self) -> str:
        whose = {True: "own ", False: "other "}[self.own] if self.state else ""
        return f"{whose}{self.state} {self.kind}".strip()


@dataclass
class PrivilegeWorld:
    people: dict[str, User]
    things: dict[str, list[Thing]]

    def client(self, role: str) -> QuickClient:
        client = QuickClient()
        if role == "guest":
            client.cookies["commenter"] = "somebody"
            client.cookies["sessionid"] = "never-given"
        if role in self.people:
            client.force_login(self.people[role])
        if role == "deactivated":
            User.objects.filter(pk=self.people[role].pk).update(is_active=False)
        return client


@indexing_at_the_end()
def build() -> PrivilegeWorld:
    people = {
        "writer": make_staff("Writer", username="pm-writer"),
        "editor": make_staff("Editor", username="pm-editor"),
        "moderator": make_staff("Moderator", username="pm-moderator"),
        "superuser": make_writer("pm-superuser", is_superuser=True),
        "deactivated": make_staff("Editor", username="pm-deactivated"),
    }
    other = make_writer("pm-other", display_name="Other")
    reviews = [
        _review(people if own else {"writer": other}, state, own=own)
        for own in (True, False)
        for state in Review.State.values
    ]
    things = {
        "review": reviews,
        **_catalogue(people["writer"], other),
        **_pictures(people["writer"], other),
        **_office(),
        **_site(),
    }
    things["deletedreview"] = [
        _deleted(_review(people if is_own else {"writer": other}, "draft", own=is_own, name="gone"))
        for is_own in (True, False)
    ]
    things["comment"] = _comments([thing for thing in reviews if thing.state == "published"])
    things["series"] = [_series(thing) for thing in reviews if thing.state in {"draft", "published"}]
    comment = Comment.objects.filter(state=Comment.State.HELD).first()
    event = ModerationEvent.objects.create(comment=comment, action="hold", reason="zqreason")
    things["moderationevent"] = [Thing("moderationevent", event.pk, ("zqreason",))]
    return PrivilegeWorld(people, things)


def _deleted(thing: Thing) -> Thing:
    Review.objects.get(pk=thing.pk).delete()
    return replace(thing, kind="deletedreview")


def _review(writers: dict[str, User], state: str, *, own: bool, name: str = "") -> Thing:
    """Own ones belong to the writer by making or by byline; the byline names people without rights too."""
    word = f"zq{'own' if own else 'other'}{name or state.replace('_', '')}"
    slug, body = f"{word}slug", f"{word}body"
    picture = Image.objects.create(key=f"{word}key"[:32], caption=f"{word}caption")
    later = timezone.now() + dt.timedelta(days=3)
    by_making = state in {"draft", "published", "retired"}
    names = [user for role, user in writers.items() if role in {"writer", "moderator", "deactivated"}]
    review = make_review(
        drama=make_drama(f"Drama {word[2:]}"),
        headline=f"{word}headline",
        slug=slug,
        state=state,
        published_at=later if state == "scheduled" else None,
        created_by=writers["writer"] if own and by_making else None,
        writers=[user for user in names if not (own and by_making and user is writers["writer"])],
        sections=[{"heading": "One", "body": f"{body} ![](image:{picture.key})"}],
    )
    if state not in {"published", "retired"}:
        Review.objects.filter(pk=review.pk).update(first_published_at=None)
    revisions.record(review)
    values = {
        "revision": revisions.history(review.pk)[0].revision.pk,
        "slug": slug,
        "word": word[2:],
        "content_type_id": ContentType.objects.get_for_model(Review).pk,
        "key": picture.key,
    }
    words = (f"{word}headline", body, slug, f"{word}caption")
    return Thing("review", review.pk, words, own, state, values, in_address=(slug,))


def _series(review: Thing) -> Thing:
    """A series of one text, which is public with it; it belongs to no writer."""
    word = f"zqseries{'own' if review.own else 'other'}{review.state}"
    row = make_series(Review.objects.get(pk=review.pk), title=word, slug=f"{word}slug")
    values = {"slug": row.slug, "word": word[2:]}
    return Thing("series", row.pk, (word,), state=review.state, values=values, in_address=(row.slug,))


def _catalogue(writer: User, other: User) -> dict[str, list[Thing]]:
    """Of each kind what is public, and what the writer or somebody else made and nobody published."""
    things: dict[str, list[Thing]] = {kind: [] for kind in ("drama", "person", "network", "genre", "tag")}
    for name, maker, state in (
        ("own", writer, "draft"),
        ("other", other, "draft"),
        ("public", writer, "published"),
    ):
        fields = {"created_by": maker}
        person, network, genre = (
            make(f"zq{kind}{name}", **fields)
            for kind, make in (("person", make_person), ("network", make_network), ("genre", make_genre))
        )
        shown = {} if state == "published" else {"state": "draft"}
        hung = {"cast": [(person, "A")], "networks": [network], "genres": [genre]}
        drama = make_drama(f"zqdrama{name}", **hung, **fields, **shown)
        tag = make_tag(f"zqtag{name}", drama, **fields)
        rows = {"drama": drama, "person": person, "network": network, "genre": genre, "tag": tag}
        for kind, row in rows.items():
            word = f"zq{kind}{name}"
            values = {"slug": row.slug}
            things[kind].append(Thing(kind, row.pk, (word,), maker is writer, state, values))
    done = merge(make_genre("zqkept"), make_genre("zqmerged"))
    return {**things, "merge": [Thing("merge", done.pk, ("zqmerged",))]}


def _pictures(writer: User, other: User) -> dict[str, list[Thing]]:
    things = []
    for state, own in (
        ("uploaded", True),
        ("uploaded", False),
        ("published", True),
        ("typed", False),
        ("deleted", True),
        ("deleted", False),
    ):
        word = f"zq{state}picture{'own' if own else 'other'}"
        image = Image.objects.create(key=f"{word}k", caption=word, uploaded_by=writer if own else other)
        if state == "published":
            make_review(created_by=writer, sections=[{"body": image.markdown}])
        if state == "typed":
            make_review(state="draft", created_by=writer, sections=[{"body": image.markdown}])
        if state == "deleted":
            Image.objects.filter(pk=image.pk).update(deleted_at=timezone.now())
        things.append(Thing("image", image.pk, (word,), own, state, {"key": image.key}))
    return {"image": things}


def _office() -> dict[str, list[Thing]]:
    """Accounts, groups, the log, jobs, and the lists of the moderators."""
    account = make_writer("zqaccount", email="zqmail@example.org")
    entry = record(Event.OVERRIDE, about=account, detail="zqdetail")
    job = Job.objects.create(kind="zqkind", payload={"to": "zqpayload"})
    group = Group.objects.create(name="zqgroup")
    word = WatchedWord.objects.create(text="zqwatched")
    erasure = Erasure.objects.create(address_hash="zqhash", with_texts=True, comments=[])
    return {
        "user": [Thing("user", account.pk, ("zqaccount", "zqmail"), values={"username": "zqaccount"})],
        "group": [Thing("group", group.pk, ("zqgroup",))],
        "auditentry": [Thing("auditentry", entry.pk, ("zqdetail",))],
        "job": [Thing("job", job.pk, ("zqkind", "zqpayload"))],
        "watchedword": [Thing("watchedword", word.pk, ("zqwatched",))],
        "erasure": [Thing("erasure", erasure.pk, ("zqhash",))],
    }


def _site() -> dict[str, list[Thing]]:
    """A draft, a public page, and the settings with a word that no page shows."""
    pages = [
        Page.objects.create(title=f"zqpage{state}", slug=f"zqpage{state}slug", is_public=state == "published")
        for state in ("draft", "published")
    ]
    SiteSettings.objects.update(notice="zqnotice", notice_until=timezone.now() - dt.timedelta(days=1))
    return {
        "page": [
            Thing("page", page.pk, (page.title,), state=page.title[6:], values={"slug": page.slug})
            for page in pages
        ],
        "sitesettings": [Thing("sitesettings", 1, ("zqnotice",))],
    }


def _comments(reviews: list[Thing]) -> list[Thing]:
    things = []
    for review in reviews:
        for state in Comment.State.values:
            word = f"zq{'own' if review.own else 'other'}c{state}"
            name, email, body = f"{word}name", f"{word}@example.org", f"{word}body"
            comment = Comment.objects.create(
                review_id=review.pk, author_name=name, email=email, body=body, state=state
            )
            values = {"slug": review.values["slug"], "pk": comment.pk}
            words = (name, email, body)
            things.append(Thing("comment", comment.pk, words, review.own, state, values))
    return things
