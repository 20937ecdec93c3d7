"""`manage.py`, whose watch looks each second, not each minute, for the drills: `python -m tests.torture.quick_watch …`.

A worker is missed after nine seconds, not after three minutes. `AHEAD` is by how many seconds the clock is wrong:
Django's, since a process under faketime does not serve.
"""

import datetime as dt
import os
import sys

import django
from django.core.management import execute_from_command_line
from django.utils import timezone


def hurry() -> None:
    from reviewsite.operations import database_state, machine_state, watch
    from reviewsite.operations.health import PROBES
    from reviewsite.operations.probes import Probe

    vars(database_state).update(HEARTBEAT=dt.timedelta(seconds=3))
    vars(watch).update(EVERY=1.0)
    right, ahead = timezone.now, dt.timedelta(seconds=int(os.environ.get("AHEAD", "0")))
    vars(timezone).update(now=lambda: right() + ahead)
    PROBES[:] = [
        Probe("mail", machine_state.mail_server, fresh=0.5) if probe.name == "mail" else probe
        for probe in PROBES
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewsite.settings")
    django.setup()
    hurry()
    execute_from_command_line(["manage.py", *sys.argv[1:]])
