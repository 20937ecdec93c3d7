"""`python one_page.py MODULE:APPLICATION PATH ROUNDS`: what a WSGI application spends on a page, as JSON.

Run by the interpreter of either site, so nothing but the standard library is imported: processor time in milliseconds,
the median of so many rounds, and the length of the page.
"""

import io
import json
import statistics
import sys
import time
from importlib import import_module
from typing import Any


def main() -> None:
    target, address, rounds = sys.argv[1:]
    module, _, name = target.partition(":")
    application = getattr(import_module(module), name)
    path, _, query = address.partition("?")
    times, body = [], b""
    for _ in range(3 + int(rounds)):
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        said: list[str] = []
        begin = time.process_time()
        result = application(environ, lambda status, headers, exc_info=None, said=said: said.append(status))
        body = b"".join(result)
        getattr(result, "close", lambda: None)()
        times.append((time.process_time() - begin) * 1000)
        if said[0][:3] != "200":
            raise RuntimeError(f"{address}: {said[0]}")
    json.dump([statistics.median(times[3:]), len(body)], sys.stdout)


if __name__ == "__main__":
    main()
