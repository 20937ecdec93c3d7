import json
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.importer import wording
from reviews.importer.pipeline import Understanding, as_json, understand_anywhere
from reviews.importer.publication import publish
from reviews.importer.refusals import MOST_BYTES
from reviews.importer.writer import ImportRefusedError, ImportResult, save_draft
from reviewsite.accounts.models import User


class Command(BaseCommand):
    help = "Make a review of each document: plain text with facts, cast, verdict and sections."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="only print what was read; save nothing")
        parser.add_argument("--json", action="store_true", help="print what was read as JSON")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish at the document's date, or now, if the publish check finds nothing",
        )
        parser.add_argument(
            "--publish-anyway", metavar="REASON", help="publish whatever the publish check finds"
        )
        parser.add_argument("--writer", metavar="USERNAME", help="whose byline the review gets")
        parser.add_argument("--title", help="the drama's title, where the document does not say it")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        if options["publish_anyway"] is not None and not options["publish_anyway"].strip():
            raise CommandError("--publish-anyway needs a reason.")
        writer = None if options["dry_run"] else self._writer(options["writer"])
        reports, refused = [], []
        for path in files:
            try:
                reports.append(self._import(path, writer, options))
            except ImportRefusedError as error:
                refused.append(f"{path.name}: {error}")
        if options["json"]:
            shown = reports[0] if len(files) == 1 and reports else reports
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1))
        if refused:
            raise CommandError("\n".join(refused))

    def _writer(self, username: str | None) -> User | None:
        if username is None:
            return None
        writer = User.objects.filter(username=username).first()
        if writer is None:
            raise CommandError(f"There is no account {username!r}.")
        return writer

    def _import(self, path: Path, writer: User | None, options: dict[str, Any]) -> dict[str, Any]:
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise ImportRefusedError(error.strerror or "cannot be read") from error
        understood, has_catalogue = understand_anywhere(data, path.name)
        if not has_catalogue:
            if not options["dry_run"]:
                raise CommandError("The database cannot be read. With --dry-run none is needed.")
            self.stderr.write("The catalogue cannot be read, so nothing is suggested from it.")
        report = as_json(understood)
        if understood.parsed.refused:
            if options["json"]:
                return report
            raise ImportRefusedError(wording.refusal(understood.parsed.refused))
        if options["dry_run"]:
            self._tell(understood, options)
            return report
        draft = understood.draft()
        if options["title"]:
            headline = draft.values["subtitle"] or options["title"]
            draft = replace(draft, values={**draft.values, "title": options["title"], "subtitle": headline})
        result = save_draft(draft, writer=writer)
        found = []
        if options["publish"] or options["publish_anyway"]:
            found = publish(result.review, override=options["publish_anyway"], writer=writer)
        self._tell(understood, options, result)
        if found and not options["publish_anyway"]:
            said = "".join(f"\n  {problem.place}: {problem.message}" for problem in found)
            raise ImportRefusedError(f"saved as a draft, not published. The publish check found:{said}")
        return {**report, "review": {"address": result.review.get_absolute_url(), "created": result.created}}

    def _tell(
        self, understood: Understanding, options: dict[str, Any], result: ImportResult | None = None
    ) -> None:
        if options["json"]:
            return
        parsed = understood.parsed
        closed = sum(bool(section.scope) for section in parsed.sections)
        lines = sum(place.kind == "leftover" for place in understood.placements)
        self.stdout.write(
            f"{parsed.title or '?'} ({parsed.year or 'year unknown'}): {len(parsed.sections)} sections, {closed} "
            f"closed, {len(parsed.captions)} pictures to fill, {lines} lines not used"
        )
        for ask in parsed.asks:
            self.stdout.write(f"  {wording.ask(ask)} {', '.join(ask.candidates)}")
        for doubt in parsed.warnings:
            message = wording.doubt(doubt)
            self.stdout.write(f"  line {doubt.line}: {message}" if doubt.line else f"  {message}")
        for person in understood.people:
            for evidence in person.evidence:
                self.stdout.write(f"  {evidence}")
        if result is not None:
            self._tell_result(result)

    def _tell_result(self, result: ImportResult) -> None:
        if not result.created:
            self.stdout.write("  Imported before: nothing changed.")
        for note in result.notes:
            self.stdout.write(f"  {note}")
        state = result.review.get_state_display()
        self.stdout.write(self.style.SUCCESS(f"  {result.review.get_absolute_url()} ({state})"))
