"""Usage: deploy/wait_until_ready.py PORT [SECONDS]: ends when the process on that port can work, or says why not."""

import json
import sys
import time
import urllib.error
import urllib.request

port, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
until, said = time.monotonic() + seconds, "nobody listens"
while time.monotonic() < until:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/readyz", headers={"X-Forwarded-Proto": "https"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5):  # noqa: S310
            sys.exit(0)
    except urllib.error.HTTPError as error:
        try:
            checks = json.loads(error.read())["checks"]
            said = ", ".join(name for name, state in checks.items() if state == "failing")
        except (ValueError, KeyError):
            said = f"it answers {error.code}"
    except OSError as error:
        said = str(getattr(error, "reason", error))
    time.sleep(0.3)
sys.exit(
    f"The process on port {port} is not ready after {seconds:.0f} s: {said}. See: journalctl -u reviewsite@{port}"
)
