"""roof / management: prints how to get into the made-up market."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crowdfund.accounts.queries import taken_emails
from crowdfund.demo.logins import login_lines
from crowdfund.demo.people import EVERYBODY
from crowdfund.kernel.clock import system_now


class Command(BaseCommand):
    """`manage.py demo_logins`: addresses, password, parts and, for staff, the one-time code of this moment."""

    help = "Print the logins of the demo market with the present one-time codes; never in production."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them.

        :raises CommandError: in production.
        """
        if not settings.IS_SANDBOX:
            raise CommandError("This is production: there are no demo logins.")
        known = taken_emails(resident.email for resident in EVERYBODY)
        lines = login_lines(real_now=system_now(), known=known)
        for line in lines or ["There is no demo market in this database."]:
            self.stdout.write(line)
