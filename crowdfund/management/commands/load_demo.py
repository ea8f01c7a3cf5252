"""roof / management: fills an empty database with the made-up market."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crowdfund.accounts.queries import has_users
from crowdfund.db.clock import business_now
from crowdfund.demo.market import load_market


class Command(BaseCommand):
    """`manage.py load_demo`: does nothing where anybody has an account already."""

    help = "Fill an empty database with a small made-up market; never in production."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the market.

        :raises CommandError: in production.
        """
        if not settings.IS_SANDBOX:
            raise CommandError("This is production: nothing made up belongs here.")
        if has_users():
            self.stdout.write("The database is not empty; nothing was loaded.")
            return
        load_market(now=business_now())
        self.stdout.write("The demo market was loaded.")
