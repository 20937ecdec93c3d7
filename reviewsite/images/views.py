from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import condition, require_safe

from reviewsite.images.files import CONTENT_TYPES, is_file_name


def _etag(request: HttpRequest, name: str) -> str | None:
    return f'"{name}"' if default_storage.exists(name) else None


@require_safe
@condition(etag_func=_etag)
def media(request: HttpRequest, name: str) -> FileResponse:
    """A stored picture, under a type of ours, in a page's worth of nothing: whatever it may be, it cannot act.

    Where a web server or an object store hands out MEDIA_URL itself, it should send the same headers.
    """
    if not is_file_name(name):
        raise Http404
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        file,
        content_type=CONTENT_TYPES[name.rpartition(".")[2]],
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            # Feeds show these pictures on other people's pages.
            "Cross-Origin-Resource-Policy": "cross-origin",
        },
    )
