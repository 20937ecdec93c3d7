"""The demo catalogue: networks, genres, people and dramas from data/*.json into the database.

The dramas of invented.json begin in a week counted from the one in which the demo is seeded.
"""

import datetime as dt
import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from dramas.models import (
    AlternativeTitle,
    Broadcast,
    Credit,
    Drama,
    DramaRelation,
    Genre,
    Network,
    Person,
    PersonName,
    Weekday,
)
from dramas.models.airing import today_in_korea
from dramas.models.content_rating import read_rating
from reviewsite.demo.extras import Extras, relation_kind
from reviewsite.spoilers import WHOLE_DRAMA

DATA = Path(__file__).parent / "data"

#: Cameos that the titles keep quiet about; readers meet them only when they have seen the whole drama.
SURPRISES = {("reply-1997-2012", "im-si-wan"): WHOLE_DRAMA}


def read_json(name: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return records


def read_dramas() -> list[dict[str, Any]]:
    """The records of dramas.json and invented.json, each with the slug that its page has."""
    records = [*read_json("dramas.json"), *map(_dated, read_json("invented.json"))]
    return [{**record, "slug": slugify(record["title"])} for record in records]


def _dated(record: dict[str, Any]) -> dict[str, Any]:
    today = today_in_korea()
    days = dt.timedelta(weeks=record["begins_in_weeks"], days=Weekday[record["air_days"][0].upper()])
    first = today - dt.timedelta(days=today.weekday()) + days
    last = first + dt.timedelta(days=record["run_in_days"]) if "run_in_days" in record else None
    dates = {"aired_from": first.isoformat(), "aired_to": last and last.isoformat()}
    return {**record, **dates, "year": first.year}


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


class Catalogue:
    """Adds what is missing and leaves what is there, so that seeding twice changes nothing."""

    def __init__(self) -> None:
        self.records = read_dramas()
        self.dramas: dict[str, Drama] = {}
        self.people: dict[str, Person] = {}
        self.networks: dict[str, Network] = {}
        self.genres: dict[str, Genre] = {}
        self._texts = read_toml("synopses.toml")

    @staticmethod
    def drama_slugs() -> set[str]:
        return {record["slug"] for record in read_dramas()}

    @staticmethod
    def person_slugs() -> set[str]:
        return {record["id"] for record in read_json("people.json")}

    def add(self) -> None:
        self._extras = Extras(read_toml("extras.toml"))
        self._add_networks()
        self._add_genres()
        self._add_people()
        for record in self.records:
            self._add_drama(record)
        self._add_relations()
        Person.objects.refresh_public_from()

    def _add_networks(self) -> None:
        for record in read_json("networks.json"):
            self.networks[record["id"]], _ = Network.objects.get_or_create(
                slug=record["id"],
                defaults={
                    "name": record["name"],
                    "name_ko": record["hangul"],
                    "kind": record["kind"],
                    "country": record["country"],
                },
            )

    def _add_genres(self) -> None:
        for name, record in read_toml("genres.toml").items():
            self.genres[name], _ = Genre.objects.get_or_create(
                slug=slugify(name), defaults={"name": name, "description": record["description"]}
            )

    def _add_people(self) -> None:
        records = read_json("people.json")
        namesakes = Counter(record["name"] for record in records)
        for record in records:
            person, created = Person.objects.get_or_create(
                slug=record["id"],
                defaults={
                    "name": record["name"],
                    "hangul": record["hangul"] or "",
                    "birth_year": record["birth_year"],
                    "disambiguation": self._told_apart(record) if namesakes[record["name"]] > 1 else "",
                },
            )
            self.people[record["id"]] = person
            if created:
                self._add_spellings(person, record["variants"])

    @staticmethod
    def _add_spellings(person: Person, variants: list[str]) -> None:
        for spelling in variants:
            # One word without a surname is how somebody is billed on stage: Sooyoung, IU.
            kind = PersonName.Kind.ROMANISATION if " " in spelling else PersonName.Kind.STAGE
            PersonName.objects.create(person=person, spelling=spelling, kind=kind)

    def _told_apart(self, record: dict[str, Any]) -> str:
        job = next(
            (job for job in ("cast", "directors", "screenwriters") if self._works_as(record["id"], job)),
            "cast",
        )
        title = {"cast": "actor", "directors": "director", "screenwriters": "screenwriter"}[job]
        return f"{title}, b. {record['birth_year']}" if record["birth_year"] else title

    def _works_as(self, person_id: str, job: str) -> bool:
        return any(person_id == credit["id"] for record in self.records for credit in record[job])

    def _add_drama(self, record: dict[str, Any]) -> None:
        texts = self._texts.get(record["id"], {})
        drama, created = Drama.objects.get_or_create(
            slug=record["slug"],
            defaults={
                "title": record["title"],
                "title_ko": record["hangul"],
                "romanized_title": record["romanized"],
                "year": record["year"],
                "episodes": record["episodes"],
                "episode_minutes": record["minutes_per_episode"],
                "aired_from": dt.date.fromisoformat(record["aired_from"]),
                "aired_to": _date(record["aired_to"]),
                **_parts(record),
                "air_days": tuple(Weekday[day.upper()] for day in record["air_days"]),
                "air_time": _time(record.get("air_time")),
                "franchise": record.get("franchise", ""),
                "season_number": record.get("season_number"),
                "content_warnings": self._extras.content_warnings(record["id"]),
                "content_rating": read_rating(record["content_rating"] or ""),
                **_based_on(record["based_on"]),
                "tagline": texts.get("tagline", ""),
                "synopsis": texts.get("synopsis", ""),
                "public_from": timezone.now(),
            },
        )
        self.dramas[record["id"]] = drama
        if created:
            drama.genres.set(self.genres[name] for name in record["genres"])
            self._add_titles(drama, record)
            self._add_broadcasts(drama, record)
            self._add_credits(drama, record)
            self._add_relations_outside(drama, record)
            self._extras.add(drama, record["id"])

    @staticmethod
    def _add_titles(drama: Drama, record: dict[str, Any]) -> None:
        AlternativeTitle.objects.bulk_create(
            AlternativeTitle(drama=drama, text=text, language="en") for text in record["also_known_as"]
        )

    def _add_broadcasts(self, drama: Drama, record: dict[str, Any]) -> None:
        Broadcast.objects.bulk_create(
            Broadcast(
                drama=drama,
                network=self.networks[network["id"]],
                role=Broadcast.Role.ORIGINAL if network["original"] else Broadcast.Role.STREAMING,
                position=position,
            )
            for position, network in enumerate(record["networks"])
        )

    def _add_credits(self, drama: Drama, record: dict[str, Any]) -> None:
        crew = [(Credit.Job.DIRECTOR, "directors"), (Credit.Job.SCREENWRITER, "screenwriters")]
        credits = [
            Credit(drama=drama, person=self.people[credit["id"]], job=job, position=position)
            for job, key in crew
            for position, credit in enumerate(record[key])
        ]
        credits += [
            Credit(
                drama=drama,
                person=self.people[credit["id"]],
                job=Credit.Job.CAST,
                character=credit["character"] or "",
                character_ko=credit["character_hangul"] or "",
                billing=credit["role"],
                position=position,
                spoils_through=SURPRISES.get((record["id"], credit["id"]), 0),
            )
            for position, credit in enumerate(record["cast"])
        ]
        Credit.objects.bulk_create(credits)

    @staticmethod
    def _add_relations_outside(drama: Drama, record: dict[str, Any]) -> None:
        DramaRelation.objects.bulk_create(
            DramaRelation(
                drama=drama,
                kind=relation_kind(related["relation"]),
                title=f"{related['title']} ({related['year']})",
            )
            for related in record["related"]
            if related["id"] is None
        )

    def _add_relations(self) -> None:
        for record in self.records:
            for related in record["related"]:
                if related["id"] in self.dramas:
                    DramaRelation.objects.get_or_create(
                        drama=self.dramas[record["id"]],
                        related=self.dramas[related["id"]],
                        defaults={"kind": relation_kind(related["relation"])},
                    )


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def _parts(record: dict[str, Any]) -> dict[str, Any]:
    """The dates of a release in two parts."""
    if record.get("release") != "in-parts":
        return {}
    first, second = record["seasons"]
    return {
        "part_one_to": _date(first["aired_to"]),
        "part_two_from": _date(second["aired_from"]),
        "part_one_episodes": first["episodes"],
    }


def _based_on(model: dict[str, Any]) -> dict[str, str]:
    if model["kind"] == "none":
        return {}
    return {
        "based_on_kind": model["kind"].replace(" ", "_"),
        "based_on_title": model["title"],
        "based_on_author": model["author"] or "",
    }
