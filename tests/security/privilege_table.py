"""Who may do what: one row for each route, and for each action of the admin. What is not named here is denied.

A row says, by role, to which things a GET and a POST is answered. `enter` are the roles that get the page itself,
whatever it then shows of each thing: for lists. To add a route, add its row (`model_rows`: all of a model).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.security.privilege_world import ROLES, Thing

Which = Callable[[Thing], bool]
Rights = Mapping[str, Which]


def everything(thing: Thing) -> bool:
    return True


def own(thing: Thing) -> bool:
    return thing.own


def own_with_writer(thing: Thing) -> bool:
    """Drafts and what was handed over for review: from then on it is the editors'."""
    return thing.own and thing.state in {"draft", "in_review"}


def own_draft(thing: Thing) -> bool:
    """What readers do not see, for its maker."""
    return thing.own and thing.state == "draft"


def public(thing: Thing) -> bool:
    return thing.state in {"published", "visible"}


NOBODY: Rights = {}
EVERYBODY: Rights = dict.fromkeys(ROLES, everything)
STAFF: Rights = dict.fromkeys(["moderator", "writer", "editor", "superuser"], everything)
ADMINISTRATOR: Rights = {"superuser": everything}
EDITORS: Rights = {"editor": everything, "superuser": everything}
WRITERS: Rights = {"writer": everything, **EDITORS}
MODERATORS: Rights = {"moderator": everything, **EDITORS}
READERS: Rights = dict.fromkeys(ROLES, public)

#: A POST is answered, with nothing of the thing.
NOBODY_BUT_ANSWERED: Rights = {"": everything}
SEE_REVIEW: Rights = {"writer": own, **EDITORS}
CHANGE_REVIEW: Rights = {"writer": own_with_writer, **EDITORS}
SEE_PUBLIC_PAGE: Rights = {
    "writer": lambda thing: own(thing) and public(thing),
    "editor": public,
    "superuser": public,
}
MEND: Rights = {"writer": own_draft, **EDITORS}
#: A review that has comments is retired, not deleted.
DELETE_REVIEW: Rights = {
    "writer": own_with_writer,
    "editor": lambda thing: not public(thing),
    "superuser": lambda thing: not public(thing),
}
#: "uploaded" is shown nowhere, "published" in a published review; of "typed" the key was typed into a draft.
SEE_IMAGE: Rights = {
    "writer": lambda thing: thing.state == "typed" or (own(thing) and thing.state != "deleted"),
    **EDITORS,
}
_PRESENT: Rights = dict.fromkeys(EDITORS, lambda thing: thing.state != "deleted")
SEE_PRESENT_IMAGE: Rights = {"writer": SEE_IMAGE["writer"], **_PRESENT}
#: More by other ways, and in other places: see privilege_pictures.py.
CHANGE_IMAGE: Rights = {
    "writer": lambda thing: own(thing) and thing.state == "uploaded",
    **_PRESENT,
}


@dataclass(frozen=True)
class Row:
    """`thing` is the kind of object that is in the address, or, with `enter`, that a list could show."""

    thing: str = ""
    get: Rights = field(default_factory=dict)
    post: Rights = field(default_factory=dict)
    enter: Collection[str] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    #: Roles that are answered although the thing is not theirs, with nothing of it.
    blind: Collection[str] = ()
    #: Whether an answer to whoever may GET holds words of the thing: what the denials are worth.
    shows: bool = True


def page(rights: Rights, post: Rights | None = None, **data: Any) -> Row:
    """A page about nothing in particular."""
    return Row(get=rights, post=rights if post is None else post, data=data)


def listing(see: Rights, post: Rights | None = None, query: str = "", shows: bool = True) -> Row:
    """A page for everybody that could show any review."""
    return Row("review", get=see, post=post or NOBODY, enter=ROLES, query=query, shows=shows)


def model_rows(
    model: str,
    *,
    see: Rights,
    add: Rights = NOBODY,
    change: Rights = NOBODY,
    delete: Rights = NOBODY,
    shows: bool = True,
) -> dict[str, Row]:
    """The rows of Django's six pages for a model, by its name ("dramas_drama")."""
    thing = model.partition("_")[2]
    address = model.replace("_", "/", 1)
    return {
        f"admin:{model}_changelist": Row(thing, get=see, post=see, enter=see, shows=shows),
        f"admin:{model}_add": page(add),
        f"admin:{model}_change": Row(thing, get=see, post=change, shows=shows),
        f"admin:{model}_delete": Row(thing, get=delete, post=delete, data={"post": "yes"}, shows=shows),
        f"admin:{model}_history": Row(thing, get=see, post=see, shows=shows),
        f"admin:/admin/{address}/<path:object_id>/": Row(thing, enter=STAFF, post=NOBODY_BUT_ANSWERED),
    }


#: What has a page of its own, a list, an admin, and can be merged.
CATALOGUE = ("drama", "person", "network", "genre", "tag")


def catalogue_rows(kind: str) -> dict[str, Row]:
    return {
        **model_rows(f"dramas_{kind}", see=WRITERS, add=WRITERS, change=MEND, delete=EDITORS),
        f"admin:dramas_{kind}_merge": Row(kind, get=EDITORS, post=EDITORS),
        f"dramas:{kind}_list": Row(kind, get=READERS, enter=ROLES),
        f"dramas:{kind}": Row(kind, get=READERS),
    }


ALIKE_FOR_EVERYBODY = "about privacy style_guide healthz readyz robots manifest shelf look opensearch"

ROWS: dict[str, Row] = {
    # The admin itself
    "admin:index": Row("review", get=SEE_REVIEW, post=SEE_REVIEW, enter=STAFF, shows=False),
    "admin:app_list": page(WRITERS),
    "admin:login": page(EVERYBODY),
    "admin:logout": page(NOBODY, STAFF),
    "admin:jsi18n": page(STAFF, NOBODY),
    "admin:password_change": page(STAFF),
    "admin:password_change_done": page(STAFF, NOBODY),
    "admin:account": page(STAFF),
    "admin:site_state": page(ADMINISTRATOR),
    "admin:account_sessions": page(STAFF),
    "admin:confirm": page(STAFF),
    "admin:two_factor": page(STAFF, NOBODY),
    "admin:two_factor_enrol": page(STAFF),
    "admin:two_factor_qr": page(STAFF, NOBODY),
    "admin:two_factor_codes": page(NOBODY),  # nobody here has an app: see the tests of the second step
    "admin:two_factor_off": page(NOBODY, STAFF),
    "admin:two_factor_verify": page(STAFF),
    "admin:/admin/(?P<url>.*)$": page(NOBODY),
    "admin:autocomplete": page(NOBODY),  # without saying of what; with it, see AUTOCOMPLETE
    "admin:view_on_site": Row("review", get=SEE_PUBLIC_PAGE, post=SEE_PUBLIC_PAGE),
    # Reviews
    **model_rows("reviews_review", see=SEE_REVIEW, add=WRITERS, change=CHANGE_REVIEW, delete=DELETE_REVIEW),
    # The page says why a review with comments stays.
    "admin:reviews_review_delete": Row("review", get=CHANGE_REVIEW, post=DELETE_REVIEW, data={"post": "yes"}),
    "admin:reviews_review_import": page(WRITERS),
    "admin:reviews_review_revision": Row("review", get=SEE_REVIEW, post=CHANGE_REVIEW),
    "admin:reviews_review_deleted": Row(
        "deletedreview", get=SEE_REVIEW, post=SEE_REVIEW, enter=WRITERS, data={"revision": "{revision}"}
    ),
    "admin:reviews_review_pictures": Row("review", get=CHANGE_REVIEW, post=CHANGE_REVIEW),
    "admin:reviews_review_preview": Row("review", get=CHANGE_REVIEW),
    "admin:reviews_review_preview_links": Row(
        "review", get=CHANGE_REVIEW, post=CHANGE_REVIEW, data={"make": "1", "note": "x"}
    ),
    **model_rows("reviews_series", see=EDITORS, add=EDITORS, change=EDITORS, delete=EDITORS),
    # Pictures, and what the Markdown editor asks
    **model_rows("images_image", see=SEE_IMAGE, add=WRITERS, change=CHANGE_IMAGE, delete=EDITORS),
    "admin:images_image_changelist": Row(
        "image", get=SEE_PRESENT_IMAGE, post=SEE_PRESENT_IMAGE, enter=SEE_IMAGE
    ),
    "markdown-preview": Row(
        "image", post=SEE_PRESENT_IMAGE, data={"content": "![](image:{key})"}, blind=WRITERS
    ),
    "markdown-upload": Row("image", post=NOBODY, data={"key": "{key}"}),  # without a file
    "markdown-describe": Row(
        "image", post=CHANGE_IMAGE, data={"alt": "x", "caption": "{key}", "spoils_through": "0"}
    ),
    # The catalogue
    **{name: row for kind in CATALOGUE for name, row in catalogue_rows(kind).items()},
    "admin:dramas_drama_preview": Row("drama", get=WRITERS),
    **model_rows("dramas_merge", see=EDITORS),
    "admin:dramas_merge_history": Row("merge", get=EDITORS, post=EDITORS, shows=False),
    "admin:dramas_merge_undo": Row("merge", get=EDITORS, post=EDITORS, shows=False),
    # The office
    **model_rows("accounts_user", see=EDITORS, add=ADMINISTRATOR, change=ADMINISTRATOR, delete=ADMINISTRATOR),
    "admin:auth_user_password_change": Row("user", get=ADMINISTRATOR, post=ADMINISTRATOR),
    **model_rows(
        "auth_group", see=ADMINISTRATOR, add=ADMINISTRATOR, change=ADMINISTRATOR, delete=ADMINISTRATOR
    ),
    **model_rows("accounts_auditentry", see=EDITORS),
    "admin:accounts_auditentry_history": Row("auditentry", get=EDITORS, post=EDITORS, shows=False),
    **model_rows("jobs_job", see=ADMINISTRATOR),
    # Comments, for those who moderate
    **model_rows("comments_comment", see=MODERATORS),
    **model_rows("comments_moderationevent", see=MODERATORS, shows=False),
    **model_rows(
        "comments_watchedword", see=MODERATORS, add=MODERATORS, change=MODERATORS, delete=MODERATORS
    ),
    **model_rows("comments_erasure", see=MODERATORS, shows=False),
    "admin:comments_comment_queue": Row(
        "comment", enter=MODERATORS, get=MODERATORS, post=MODERATORS, shows=False
    ),
    "admin:comments_comment_reply": Row("comment", get=MODERATORS, post=MODERATORS, shows=False),
    # The site's own pages and settings
    **model_rows("site_page", see=EDITORS, add=EDITORS, change=EDITORS, delete=EDITORS),
    **model_rows("site_sitesettings", see=EDITORS, change=EDITORS),
    "admin:site_sitesettings_look": page(EDITORS),
    "admin:site_sitesettings_history": Row("sitesettings", get=EDITORS, post=EDITORS, shows=False),
    # The list leads to the one row.
    "admin:site_sitesettings_changelist": Row(
        "sitesettings", get=EDITORS, post=EDITORS, enter=EDITORS, shows=False
    ),
    # What everybody may see: published reviews and visible comments, whoever they are
    "home": listing(READERS),
    **dict.fromkeys(ALIKE_FOR_EVERYBODY.split(), page(EVERYBODY, NOBODY)),
    "page": Row("page", get=READERS),
    "try_to_spoil": page(NOBODY),  # there is no demo here
    "articles": page(EVERYBODY),  # leads to the list of reviews
    "shelf_dramas": Row("drama", get=READERS, enter=ROLES),
    "theme": page(NOBODY),  # there is none
    "sitemap": page(EVERYBODY),
    "sitemap_section": listing(READERS, READERS),
    "review_feed": listing(READERS, READERS),
    "search": listing(READERS, query="?q=Drama+{word}"),
    "search_suggest": listing(READERS, query="?q=Drama+{word}", shows=False),
    "reviews:review_list": listing(READERS),
    "reviews:review": Row("review", get=READERS),
    "series": Row("series", get=READERS),
    "series_feed": Row("series", get=READERS, post=READERS),
    # A POST to these needs the token of the page, which is no matter of roles.
    "comments:comment_list": Row("review", get=READERS),
    "comments:comment": Row("comment", get=READERS),
    "comments:new": Row("review", get=READERS),
    "comments:report": Row("comment", get=READERS),
    "comments:thanks": Row("comment", get=NOBODY),  # these and letters: for whoever was mailed a token
    "comments:edit": Row("comment", get=NOBODY),
    "mail_links:ask": page(EVERYBODY, NOBODY),
    "mail_links:consent": page(NOBODY),
    "mail_links:silence": page(NOBODY),
    "mail_links:data": page(NOBODY),
    "preview": page(NOBODY),  # for whoever was given a token: see the tests of previews
    "media": page(NOBODY),  # by the digest of the content
    "writer": listing(READERS, shows=False),
    "dramas:year": page(EVERYBODY, NOBODY),
    "dramas:year_list": page(EVERYBODY, NOBODY),
    "dramas:calendar": page(EVERYBODY, NOBODY),
    "dramas:calendar_feed": page(EVERYBODY, NOBODY),
}

#: Who may look for what in the fields that complete themselves, by the model that they find.
AUTOCOMPLETE: dict[str, tuple[str, Rights]] = {
    "reviews.review": ("review", SEE_REVIEW),
    "images.image": ("image", SEE_PRESENT_IMAGE),
    **{f"dramas.{kind}": (kind, WRITERS) for kind in CATALOGUE},
    "accounts.user": ("user", EDITORS),
    "auth.group": ("group", ADMINISTRATOR),
    "comments.comment": ("comment", MODERATORS),
}

#: Who may do what to many rows in one action, by model and name of the action.
ACTIONS: dict[tuple[str, str], Rights] = {
    ("reviews.review", "delete_selected"): DELETE_REVIEW,
    ("reviews.review", "publish_selected"): EDITORS,
    ("reviews.review", "retire_selected"): EDITORS,
    ("reviews.series", "delete_selected"): EDITORS,
    # Offered for the deleted ones only, which the list shows when it is asked for them: see test_deleting_pictures.py.
    ("images.image", "delete_selected"): dict.fromkeys(EDITORS, lambda thing: thing.state != "deleted"),
    ("images.image", "restore_selected"): NOBODY,
    **{(f"dramas.{kind}", "delete_selected"): EDITORS for kind in CATALOGUE},
    ("dramas.drama", "publish_selected"): EDITORS,
    ("dramas.merge", "delete_selected"): NOBODY,
    ("accounts.user", "delete_selected"): ADMINISTRATOR,
    ("accounts.user", "forget_two_factor"): ADMINISTRATOR,
    ("auth.group", "delete_selected"): ADMINISTRATOR,
    ("accounts.auditentry", "delete_selected"): NOBODY,
    ("jobs.job", "delete_selected"): NOBODY,
    ("jobs.job", "try_again"): ADMINISTRATOR,
    ("site.page", "delete_selected"): EDITORS,
    ("site.sitesettings", "delete_selected"): NOBODY,
    ("comments.comment", "delete_selected"): NOBODY,
    ("comments.moderationevent", "delete_selected"): NOBODY,
    ("comments.erasure", "delete_selected"): NOBODY,
    ("comments.watchedword", "delete_selected"): MODERATORS,
}
