"""db / commands: several commands in one process, because starting Django takes longer than most of them."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Run the named commands one after the other, with a blank line between them; the first that fails ends it."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the names."""
        parser.add_argument("commands", nargs="+", help="for instance: prepare_database load_demo")

    def handle(self, *_: Any, commands: list[str], **__: Any) -> None:
        """Run them.

        :raises CommandError: one of them is not known or fails.
        """
        for number, name in enumerate(commands):
            if number:
                self.stdout.write("")
            call_command(name, stdout=self.stdout, stderr=self.stderr)
