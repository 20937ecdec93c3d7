from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dramas.models import Drama
from reviewsite.demo.seeding import real_content, seed


class Command(BaseCommand):
    help = (
        "Fill the site with the demo catalogue and its reviews. Adds what is missing, changes nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="also on a site that has content of its own")
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing, without an error, on a site that has any content",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Drama.objects.exists():
            self.stdout.write("The site has content: no demo added.")
            return
        found = real_content()
        if found and not options["force"]:
            raise CommandError(
                f"This site has content of its own ({found.reviews} reviews, {found.dramas} dramas, "
                f"{found.people} people). Nothing was added. --force adds the demo beside it."
            )
        seed(lambda step: self.stdout.write(f"  {step}"))
        self.stdout.write(self.style.SUCCESS("Demo content is in place."))
