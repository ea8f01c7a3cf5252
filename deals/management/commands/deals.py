"""deals / management: `manage.py deals check` compares counters with rows and rows with the ledger."""

from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crowdfund.db.clock import business_now
from deals import queries
from deals.core.integrity import Compared

COMPARED: Final[dict[Compared, str | Promise]] = {
    Compared.ROOM: gettext_lazy("Room left in raises against live subscriptions: %(count)d compared."),
    Compared.CUSTODY: gettext_lazy("Money in custody against whom it is owed to, raise by raise: %(count)d compared."),
    Compared.PAID: gettext_lazy("What was paid of subscriptions against the ledger: %(count)d compared."),
    Compared.UNITS: gettext_lazy("Units of partnerships against subscriptions and the ledger: %(count)d compared."),
}
ASTRAY: Final[dict[Compared, str | Promise]] = {
    Compared.ROOM: gettext_lazy("Raise %(id)s has other room left than its subscriptions say."),
    Compared.CUSTODY: gettext_lazy("Raise %(id)s has other money in custody than is owed to anybody."),
    Compared.PAID: gettext_lazy("Subscription %(id)s says another sum was paid than the ledger."),
    Compared.UNITS: gettext_lazy("Partnership %(id)s has other units than were subscribed, issued or are held."),
}


class Command(BaseCommand):
    """Look after the counters from the command line. It only reads; a disagreement ends it with status 1."""

    help = "Compare room, custody, payments and units with what they are counted from, and name what disagrees."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the one verb there is."""
        parser.add_argument("verb", choices=["check"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Compare everything, say what was compared, and only then what disagrees.

        :raises CommandError: naming every raise, subscription or partnership that disagrees.
        """
        astray: list[str] = []
        for comparison in queries.compare_counters(as_of=business_now()):
            self.stdout.write(str(COMPARED[comparison.what]) % {"count": comparison.count})
            astray += [str(ASTRAY[comparison.what]) % {"id": key} for key in comparison.astray]
        if astray:
            raise CommandError("\n".join(astray))
        self.stdout.write(_("All of them agree."))
