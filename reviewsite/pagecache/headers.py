"""What nobody declared to be public is kept by nobody; staff are told what readers get."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: Marks, in the WSGI environment, a request that is rendered for all readers alike.
FOR_EVERYBODY = "reviewsite.for_everybody"
#: Gives, in the WSGI environment of what is not answered from the cache, the value of `Server-Timing` for staff.
TIMING = "reviewsite.page_cache_timing"
NOT_KEPT = "private, no-store"


class CacheControlMiddleware:
    """Sets `Cache-Control: private, no-store` where a view has not said otherwise, and `Server-Timing` for staff."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # On a page for everybody its absence says that the page cache may decide.
        if FOR_EVERYBODY not in request.META:
            response.headers.setdefault("Cache-Control", NOT_KEPT)
        timing = request.META.get(TIMING)
        if timing and getattr(request, "user", None) and request.user.is_staff:
            response.headers["Server-Timing"] = timing(request.META)
        return response
