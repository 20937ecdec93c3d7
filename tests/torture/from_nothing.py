"""From an empty Debian to a published review over https, by docs/deploy.md: `python -m tests.torture.from_nothing`.

The commands are the page's own, taken from it; in a clean root that systemd boots. Needs root, debootstrap and
systemd-container, and the ports 80 and 443 of this machine.
"""

import argparse
import re
import subprocess
import time
from pathlib import Path

from tests.project import tree
from tests.torture.debian_root import Root, booted
from tests.torture.report import Report

PAGE = tree.ROOT / "docs" / "deploy.md"
URL, HOST = "https://reviews.example", "reviews.example"
#: What systemd-analyze calls the exposure of a service may be less than this, of 10.
EXPOSED_LESS_THAN = 3.0
SERVICES = ("reviewsite@8001", "reviewsite-work", "reviewsite-backup", "reviewsite-upkeep")
ADMIN = "DJANGO_SUPERUSER_PASSWORD='correct horse battery' deploy/manage createsuperuser --noinput "
PUBLISH = """
import datetime as dt
from django.utils import timezone
from dramas.models import Drama
from reviews.models import Review, Section
drama = Drama.objects.create(title="The Lighthouse", slug="the-lighthouse", year=2020, episodes=16)
review = Review.objects.create(
    drama=drama, headline="The Lighthouse", slug="the-lighthouse", verdict="Go.", state="published",
    published_at=timezone.now() - dt.timedelta(days=1),
)
Section.objects.create(review=review, heading="First thoughts", body="It begins well.")
"""


def commands(database: str) -> list[str]:
    """The page's commands for an owner with this database, in order; the ones for another are left out."""
    blocks = re.findall(
        r"^```sh(?: (\w+))?\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [block for which, block in blocks if which in ("", "everybody", database)]


def bring_code(root: Root, release: str = "HEAD") -> None:
    """The release of that commit, as a repository that the page's `git clone` finds at its address."""
    there = root.folder / "srv" / "release.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(tree.ROOT), str(there)], check=True)
    subprocess.run(
        ["git", "-C", str(there), "tag", "--force", "v0.2.0", release], check=True, capture_output=True
    )


def adapted(block: str) -> str:
    """What an owner fills in: where the code is fetched from, the release and the mail server."""
    return block.replace("REPOSITORY", "/srv/release.git").replace(
        "smtps://user:password@mail.example", "smtp://127.0.0.1"
    )


def curl(root: Root, path: str, more: str = "") -> str:
    return root.run(
        f"curl --silent --show-error --cacert /etc/ssl/reviewsite/fullchain.pem --resolve {HOST}:443:127.0.0.1 "
        f"--max-time 20 --output /srv/page --write-out '%{{http_code}} %{{http_version}}' {more} {URL}{path}"
    ).stdout


def exposure(root: Root, service: str) -> float:
    """How much a service could do that it need not, from 0 to 10, as systemd judges it."""
    said = root.run(f"systemd-analyze security --no-pager {service}").stdout
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    return float(found[1]) if found else 10.0


def run(suite: str, database: str, report: Report) -> None:
    with booted(suite) as root:
        bring_code(root)
        began = time.monotonic()
        for block in commands(database):
            root.run("cd /srv/reviewsite 2>/dev/null || cd /srv; " + adapted(block))
        minutes = (time.monotonic() - began) / 60
        root.run("cd /srv/reviewsite; " + ADMIN + "--username owner --email owner@reviews.example")
        (root.folder / "srv" / "publish.py").write_text(PUBLISH)
        root.run('cd /srv/reviewsite; deploy/manage shell --verbosity 0 -c "$(cat /srv/publish.py)"')
        root.run("apt-get install -qq -y --no-install-recommends curl >/dev/null")
        time.sleep(2)  # what nginx kept of the empty site
        said = curl(root, "/reviews/the-lighthouse/")
        page = (root.folder / "srv" / "page").read_text(encoding="utf-8")
        again = root.run("cd /srv/reviewsite && deploy/install", check=False)
        root.run("systemctl start reviewsite-backup")
        backups = list((root.folder / "var/backups/reviewsite").glob("*.tar"))
        modes = root.run("stat -c %a /etc/reviewsite.env /var/backups/reviewsite").stdout
        root.run("systemctl stop reviewsite@8001 reviewsite@8002")
        away = curl(root, "/about/nothing-kept")
        exposed = {service: exposure(root, service) for service in SERVICES}
        unconfined = exposure(root, "nginx")
        report.line(
            f"{suite} on {database}",
            f"{minutes:.1f} minutes; review {said}; while nothing answers {away}; modes {modes.split()}; "
            f"exposure at most {max(exposed.values())}, control nginx {unconfined}",
            published=said.startswith("200 2") and "It begins well." in page,
            idempotent=again.returncode == 0,
            nginx_as_shipped=root.run("nginx -t", check=False).returncode == 0,
            services_run=root.run("systemctl is-active reviewsite-work").stdout.strip() == "active",
            services_confined=max(exposed.values()) < EXPOSED_LESS_THAN < unconfined,
            backup_made=len(backups) == 1,
            page_of_its_own=away.startswith("503") and "Back in a moment" in page_of(root),
        )


def page_of(root: Root) -> str:
    return Path(root.folder, "srv", "page").read_text(encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suite", choices=["bookworm", "trixie"], action="append")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    options = parser.parse_args()
    report = Report()
    for suite in options.suite or ["bookworm", "trixie"]:
        for database in options.database or ["sqlite", "postgresql"]:
            run(suite, database, report)
    report.exit()


if __name__ == "__main__":
    main()
