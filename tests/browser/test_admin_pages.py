"""Every page of the admin, as its resolver has them: for everybody to use, within its policy, on a phone as well."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import admin_world, judged_page
from tests.factories import make_drama, make_genre, make_review
from tests.security.privilege_matrix import address_of
from tests.security.privilege_world import Thing
from tests.security.routes import walk_routes
from tests.thoroughness import sample
from tests.watched_browser import BrowserComplaints

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (Path(__file__).parents[1] / "data" / "documents" / "the_lighthouse.txt").read_text(encoding="utf-8")
#: The walk takes minutes, so several processes share it.
PARTS = 2
#: Routes whose pages are not just Django's: axe judges these on a phone by night too.
OWN = "admin:(index|login|account|two_factor|reviews_|comments_comment_|images_image_c|dramas_drama_c|accounts_user_c)"


@pytest.fixture
def walker(page: Page, sign_in: Callable[[BrowserContext], None], complaints: BrowserComplaints) -> Page:
    complaints.expect(judged_page.FROM_AXE)
    judged_page.watch(page)
    sign_in(page.context)
    return page


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_of_the_admin_is_for_everybody(walker: Page, part: int) -> None:
    pages = admin_world.addresses(admin_world.build())
    own = [page for page in pages if re.search(OWN, page[0])]
    # What Django's own templates make of another model looks alike.
    judged = sample(own, one_in=3) + sample([page for page in pages if page not in own], one_in=8)
    wrong = {}
    for route, address in judged[part::PARTS]:
        response = walker.goto(address)
        assert response is not None
        is_own = re.search(OWN, route) is not None
        found = judged_page.faults(walker, axe_on_phone=is_own) if response.ok else [f"{response.status}"]
        if found:
            wrong[address] = found
    assert not wrong
    # Nor is a link of the index forgotten.
    assert links_of_the_index(walker) <= {address for _route, address in pages}


def links_of_the_index(page: Page) -> set[str]:
    page.goto("/admin/")
    links = (
        "[...document.querySelectorAll('#content a, #header a')].map((link) => new URL(link.href).pathname)"
    )
    # Those that name one object are samples of a page that was judged.
    return {
        link
        for link in page.evaluate(links)
        if link.startswith("/admin/") and not any(part.isdigit() for part in link.split("/"))
    } - {f"/admin/{app}/" for app in ("accounts", "auth", "comments", "dramas", "images", "jobs", "site")}


def test_what_is_no_page_answers_with_none(admin_client: Client) -> None:
    """Else a page could be forgotten by being named there."""
    review = Thing("review", make_review().pk, ())
    routes = {route.name: route for route in walk_routes()}
    for name in admin_world.NO_PAGES:
        response = admin_client.get(address_of(routes[name], review))
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        assert response.status_code != 200 or not is_page, name


def test_answers_to_forms_are_for_everybody(walker: Page) -> None:
    make_genre()
    make_review(headline="One"), make_drama("Two")

    def post(address: str, button: str) -> None:
        walker.goto(address)
        for field in walker.locator("input[type=password]").all():
            field.fill("x")
        walker.get_by_role("button", name=button, exact=True).first.click()
        expect(walker.locator(".errornote, .errorlist").first).to_be_visible()
        assert judged_page.faults(walker) == [], address

    post("/admin/reviews/review/add/", "Save")
    post("/admin/dramas/drama/add/", "Save")
    post("/admin/password_change/", "Change my password")

    for model in ("reviews/review", "dramas/genre"):
        walker.goto(f"/admin/{model}/")
        walker.locator("#action-toggle").check()
        walker.get_by_label("Action:").select_option("delete_selected")
        walker.get_by_role("button", name="Go").click()
        expect(walker.get_by_role("button", name="Yes, I’m sure")).to_be_visible()
        assert judged_page.faults(walker) == [], model

    walker.goto("/admin/reviews/review/import/")
    walker.get_by_label("Paste the text").fill(TEXT)
    walker.get_by_role("button", name="Read the text").click()
    expect(walker.locator("#id_title")).to_be_visible()
    assert judged_page.faults(walker) == []


def test_what_is_wrong_with_a_page_is_named(walker: Page, complaints: BrowserComplaints) -> None:
    walker.goto("/admin/dramas/genre/add/")
    assert judged_page.faults(walker) == []
    walker.goto("/admin/dramas/genre/add/")
    walker.evaluate("""() => {
      document.querySelector("#content").insertAdjacentHTML("beforeend", "<input><p>" + "wide".repeat(400));
      document.body.setAttribute("style", "color: red");
    }""")
    complaints.expect("Applying inline style")
    found = "\n".join(judged_page.faults(walker))
    assert "refused by the policy: style-src" in found
    for view in ("1280 light", "360 dark"):
        assert f"{view} label 1: <input>" in found
        assert f"{view} wider than it: " in found
