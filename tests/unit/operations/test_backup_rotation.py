"""Which backups of a folder stay."""

import datetime as dt
from pathlib import Path

from reviewsite.operations.backup.rotation import made_at, name_for, superfluous

NOON = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)


def daily(days: int) -> list[Path]:
    return [Path(name_for(NOON - dt.timedelta(days=day))) for day in range(days)]


def test_seven_days_and_five_weeks_stay() -> None:
    paths = daily(60)

    kept = set(paths) - set(superfluous(paths))

    assert set(paths[:7]) <= kept
    weeks = {made_at(path).isocalendar()[:2] for path in kept}  # type: ignore[union-attr]
    assert len(weeks) == 5
    assert min(made_at(path) for path in kept) > NOON - dt.timedelta(days=36)  # type: ignore[type-var]


def test_of_one_day_the_newest_stays() -> None:
    morning, evening = (Path(name_for(NOON.replace(hour=hour))) for hour in (6, 18))

    assert superfluous([morning, evening]) == [morning]


def test_what_somebody_else_named_is_nobodys_to_delete() -> None:
    assert superfluous([*daily(1), Path("before-the-move.tar"), Path("reviewsite-old.tar")]) == []
