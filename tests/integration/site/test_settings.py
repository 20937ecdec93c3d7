"""What the owner sets in the admin is what readers get with the next request."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from reviewsite.mail.delivery import as_message
from reviewsite.mail.models import Mail
from reviewsite.mail.outbox import send
from reviewsite.operations.alerts import message
from reviewsite.operations.findings import Finding, Level
from reviewsite.site.models import SiteSettings
from tests.factories import make_drama, make_review, make_staff, make_writer
from tests.integration.pagecache.reading import Site

pytestmark = pytest.mark.django_db


def set_up(**values: Any) -> None:
    found = SiteSettings.objects.get()
    for name, value in values.items():
        setattr(found, name, value)
    found.full_clean()
    found.save()


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_new_name_shows_everywhere_with_the_next_request(site: Site) -> None:
    make_review(slug="the-review")
    addresses = ["/", "/reviews/the-review/", "/feeds/reviews.atom", "/search/opensearch.xml", "/about/"]
    assert all("Second Lead" in site.get(address).text for address in addresses)

    set_up(name="Salt Road", tagline="Dramas by the sea")

    for address in addresses:
        assert "Salt Road" in site.get(address).text
        assert "Second Lead" not in site.get(address).text
    assert "Dramas by the sea" in site.get("/").text
    send("digest", "jo@example.org", {"count": 2, "link": "https://example.org/"}, key="one")
    assert "Salt Road" in Mail.objects.get().subject
    assert as_message(Mail.objects.get()).from_email == "Salt Road <no-reply@127.0.0.1>"
    device = TOTPDevice(user=make_writer("jo"))
    assert "issuer=Salt%20Road" in device.config_url
    assert message(Finding("backup", Level.FAILING, "No backup."), []).subject == "Salt Road: No backup."
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_a_notice_ends_by_itself_on_kept_pages(site: Site) -> None:
    set_up(notice="We are away until Monday", notice_until=timezone.now() + dt.timedelta(hours=1))
    assert "We are away until Monday" in site.get("/genres/").text

    site.clock.passed += 3601

    assert "We are away until Monday" not in site.get("/genres/").text


def test_footer_has_contact_and_links_of_the_owner() -> None:
    set_up(
        contact="hana@example.org",
        footer_text="Written in Busan.",
        social_links="Instagram https://instagram.example/salt\n\nhttps://www.letters.example/salt",
    )
    footer = read("/genres/").partition("</main>")[2]

    assert "Written in Busan." in footer
    assert 'href="mailto:hana@example.org"' in footer
    assert '<a href="https://instagram.example/salt" rel="me">Instagram</a>' in footer
    assert '<a href="https://www.letters.example/salt" rel="me">letters.example</a>' in footer


@pytest.mark.parametrize("line", ["Instagram", "Mine javascript:alert(1)", "Mine /about/"])
def test_a_link_that_leads_nowhere_is_refused_by_its_line(line: str) -> None:
    with pytest.raises(ValidationError, match=r"Line 2: .* is not a web address"):
        set_up(social_links=f"https://one.example\n{line}")


def test_dates_are_written_as_the_owner_writes_them() -> None:
    drama = make_drama(slug="d", aired_from=dt.date(2021, 2, 3), aired_to=dt.date(2021, 3, 4))
    when = dt.datetime(2021, 5, 6, 12, tzinfo=dt.UTC)
    make_review(drama=drama, slug="the-review", published_at=when)
    written = {
        "day": ["6 May 2021", "3 Feb 2021"],
        "month": ["May 6, 2021", "Feb 3, 2021"],
        "numbers": ["2021-05-06<", "2021-02-03<"],
    }
    for style, dates in written.items():
        set_up(date_style=style)
        page = read("/reviews/the-review/")
        assert [date for date in dates if date not in page] == []


def test_comments_policy_is_read_where_the_comment_is_written() -> None:
    set_up(comments_policy="Be **kind**. ||zqpolicy||")
    form = read(f"{make_review().get_absolute_url()}comments/new/")

    assert "Be <strong>kind</strong>." in form
    assert "zqpolicy" not in form


def test_what_spoils_for_everybody_is_refused() -> None:
    for name in ("tagline", "description", "notice", "footer_text"):
        with pytest.raises(ValidationError):
            set_up(**{name: "||He dies||"})


def test_there_is_one_row_and_it_stays(client: Client) -> None:
    client.force_login(make_staff("Editor"))

    assert client.get("/admin/site/sitesettings/").headers["Location"] == "/admin/site/sitesettings/1/change/"
    assert client.get("/admin/site/sitesettings/add/").status_code == 403
    assert client.post("/admin/site/sitesettings/1/delete/", {"post": "yes"}).status_code == 403
    typed = {"name": "", "tagline": "Still here", "date_style": "day"}
    refused = client.post("/admin/site/sitesettings/1/change/", typed).content.decode()
    assert "This field is required" in refused
    assert "Still here" in refused


def test_the_page_for_a_database_that_is_away_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert render_to_string("503.html")
        assert render_to_string("500.html")
