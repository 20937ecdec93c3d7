"""The pages about the site as they can be found."""

from django.utils.translation import gettext_lazy as _

from reviewsite import markdown
from reviewsite.search.registry import Document, Searchable, register
from reviewsite.search.signals import watch
from reviewsite.site.models import Page
from reviewsite.spoilers import SAFE


def register_pages() -> None:
    register(Searchable("page", Page, _("page"), _("pages"), Page.objects.published, page_document))
    watch(Page, lambda page: [page])


def page_document(page: Page) -> Document:
    return Document(
        title=page.title,
        url=page.get_absolute_url(),
        names=[page.title],
        text=markdown.plain_text(page.body, seen=SAFE),
    )
