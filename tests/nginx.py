"""The nginx configuration that we ship, for this machine. Knows nothing of Django, for scripts that have none."""

import os
import socket
from pathlib import Path

from tests.project import tree

HOST = "reviews.example"


def configured(folder: Path, upstream: int, port: int, data: Path) -> str:
    """The shipped file for this machine: its names and folders changed, plain HTTP in the place of TLS."""
    text = (tree.ROOT / "deploy" / "nginx.conf").read_text()
    redirecting = text.index("server {\n    listen 80;\n    listen [::]:80;\n    server_name")
    text = text[:redirecting] + text[text.index("server {\n    listen 443 ssl http2;\n") :]
    gone = (
        "ssl_",
        "listen [::]",
        "listen 443 ssl http2 default",
        "127.0.0.1:8002",
        "error_log",
        "access_log /",
    )
    lines = [line for line in text.splitlines() if not any(each in line for each in gone)]
    for old, new in {
        "127.0.0.1:8001": f"127.0.0.1:{upstream}",
        "listen 80 default_server": f"listen 127.0.0.1:{port} default_server",
        "listen 443 ssl http2": f"listen 127.0.0.1:{port}",
        "/var/cache/nginx/reviewsite": f"{folder}/cache",
        "/var/lib/reviewsite": str(data),
        "/srv/reviewsite": str(tree.ROOT),
        "$scheme": "https",
    }.items():
        assert any(old in line for line in lines), old
        lines = [line.replace(old, new) for line in lines]
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # The folders of a test are for its user alone.
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{ worker_connections 2048; }}\nhttp {{ access_log off; {temporary}\n"
        + "\n".join(lines)
        + "\n}\n"
    )


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return False
    return True
