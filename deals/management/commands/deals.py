"""deals / management: `manage.py deals check`, the proof that counters, subscriptions and ledger say the same."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crowdfund.db.clock import business_now
from deals.queries import rooms_that_disagree
from deals.queries.checks import claims_that_disagree


class Command(BaseCommand):
    """Look after raises from the command line. It only reads; what does not agree ends it with status 1."""

    help = "Compare the room of every raise with its subscriptions, and what was paid with the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the one verb there is."""
        parser.add_argument("verb", choices=["check"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Compare.

        :raises CommandError: naming the first raise or subscription that does not agree, rooms first.
        """
        if rooms := rooms_that_disagree():
            raise CommandError(f"The room of raise {rooms[0]} is not its target less its live subscriptions.")
        if claims := claims_that_disagree(as_of=business_now()):
            raise CommandError(f"Subscription {claims[0]} has another sum paid than the ledger owes its investor.")
        self.stdout.write("Rooms agree with subscriptions, and subscriptions with the ledger.")
