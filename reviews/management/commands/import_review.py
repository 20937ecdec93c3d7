import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.importer.report import as_json
from reviews.importer.understanding import Understanding, understand_bytes
from reviews.importer.writer import ImportRefusedError, ImportResult, save_draft
from reviews.publishing import problems
from reviewsite.accounts.models import User


class Command(BaseCommand):
    help = "Make a review of each document: plain text with facts, cast, verdict and sections."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what was understood; save nothing"
        )
        parser.add_argument("--json", action="store_true", help="print what was understood as JSON")
        parser.add_argument("--publish", action="store_true", help="publish at the document's date, or now")
        parser.add_argument("--writer", metavar="USERNAME", help="whose byline the review gets")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        writer = self._writer(options["writer"])
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
            data = path.read_bytes()
        except OSError as error:
            raise ImportRefusedError(error.strerror or "cannot be read") from error
        understood = understand_bytes(data, path.name)
        report = as_json(understood.parsed, understood.dramas, understood.people)
        if understood.parsed.refused:
            if options["json"]:
                return report
            raise ImportRefusedError(understood.parsed.refused)
        if options["dry_run"]:
            self._tell(understood, options)
            return report
        result = save_draft(understood.draft(), writer=writer, publish=options["publish"])
        self._tell(understood, options, result)
        return {**report, "review": {"address": result.review.get_absolute_url(), "created": result.created}}

    def _tell(
        self, understood: Understanding, options: dict[str, Any], result: ImportResult | None = None
    ) -> None:
        if options["json"]:
            return
        parsed = understood.parsed
        closed = sum(section.spoiler or section.spoiler_ambiguous for section in parsed.sections)
        self.stdout.write(
            f"{parsed.title} ({parsed.year or 'year unknown'}): {len(parsed.sections)} sections, {closed} closed, "
            f"{len(parsed.captions)} pictures to fill, {len(parsed.leftovers)} lines left over"
        )
        for doubt in parsed.warnings:
            self.stdout.write(f"  line {doubt.line}: {doubt.message}" if doubt.line else f"  {doubt.message}")
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
        if result.created and result.review.is_published():
            for problem in problems(result.review):
                self.stdout.write(self.style.WARNING(f"  {problem.place}: {problem.message}"))
        state = result.review.get_state_display()
        self.stdout.write(self.style.SUCCESS(f"  {result.review.get_absolute_url()} ({state})"))
