"""ledger / management: `manage.py ledger check` reads the whole ledger and names the first fault."""

from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crowdfund.ledger import queries
from crowdfund.ledger.core.integrity import FaultKind

SENTENCES: Final[dict[FaultKind, str | Promise]] = {
    FaultKind.ACCOUNT_HOLDS_ANOTHER_ASSET: gettext_lazy(
        "Account %(id)s has a posting in an asset that is not its own."
    ),
    FaultKind.ACCOUNT_IS_MISSING: gettext_lazy("Account %(id)s has postings but does not exist."),
    FaultKind.ENTRY_IS_MISSING: gettext_lazy("Entry %(id)s has postings but does not exist."),
    FaultKind.POSTING_HAS_ANOTHER_INSTANT: gettext_lazy(
        "Entry %(id)s has a posting that takes effect at another instant."
    ),
    FaultKind.ENTRY_HAS_NO_POSTINGS: gettext_lazy("Entry %(id)s has no postings."),
    FaultKind.ENTRY_IS_UNBALANCED: gettext_lazy("Entry %(id)s does not sum to zero."),
    FaultKind.ENTRY_WAS_ALTERED: gettext_lazy("Entry %(id)s was altered: it does not match its fingerprint."),
    FaultKind.REVERSAL_IS_NO_MIRROR: gettext_lazy("Entry %(id)s does not undo exactly what it reverses."),
}


class Command(BaseCommand):
    """Look after the ledger from the command line. It only reads; a fault ends it with status 1."""

    help = "Read the whole ledger and name the first fault."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the one verb there is."""
        parser.add_argument("verb", choices=["check"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check the ledger.

        :raises CommandError: naming the first account or entry at fault.
        """
        inspection = queries.inspect()
        if inspection.fault is not None:
            raise CommandError(str(SENTENCES[inspection.fault.kind]) % {"id": inspection.fault.id})
        self.stdout.write(
            _("The ledger is sound. Accounts: %(accounts)d, entries: %(entries)d, postings: %(postings)d.")
            % {"accounts": inspection.accounts, "entries": inspection.entries, "postings": inspection.postings}
        )
