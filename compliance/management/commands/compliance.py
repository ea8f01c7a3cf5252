"""compliance / management: `manage.py compliance replay`, the proof that old decisions still come out the same."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance.actions.replay_determinations import replay_determinations
from crowdfund.kernel.actor import Actor


class Command(BaseCommand):
    """Computes stored determinations again."""

    help = "Compute every stored determination again; exit code 1 names the first that comes out differently."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb."""
        parser.add_subparsers(dest="verb", required=True).add_parser("replay", help="compute all of them again")

    def handle(self, *_: Any, **options: Any) -> None:
        """Carry out the verb."""
        report = replay_determinations(actor=Actor.system("compliance.command", "manage.compliance.replay"))
        if report.differing is not None:
            raise CommandError(
                f"determination {report.differing} does not replay: {report.difference}"
                f" ({report.agreed} earlier ones agree)",
                returncode=1,
            )
        self.stdout.write(f"{report.agreed} determinations replay to the same answer")
