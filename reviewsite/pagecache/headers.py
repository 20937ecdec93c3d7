"""What nobody declared to be public is kept by nobody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: Marks, in the WSGI environment, a request that is rendered for all readers alike; holds the facts of its version.
FOR_EVERYBODY = "reviewsite.for_everybody"
NOT_KEPT = "private, no-store"


class CacheControlMiddleware:
    """Sets `Cache-Control: private, no-store` where a view has not said otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # On a page for everybody its absence says that the page cache may decide.
        if FOR_EVERYBODY not in request.META:
            response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response
