from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviewsite.accounts import two_factor
from reviewsite.accounts.audit import Event
from reviewsite.accounts.notices import note


class Command(BaseCommand):
    help = "Forgets the two-factor login of an account whose owner has lost phone and recovery codes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        user = get_user_model()._default_manager.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account named {username!r}.")
        if two_factor.turn_off(user):
            note(Event.TWO_FACTOR_OFF, user=user, detail="on the command line")
            self.stdout.write(f"Two-factor login of {username} is off.")
        else:
            self.stdout.write(f"{username} has no two-factor login.")
