"""sweeps / commands: run a sweep by hand, or list them."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from crowdfund.db.clock import business_now
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps


class Command(BaseCommand):
    """`manage.py sweep` lists the sweeps; `manage.py sweep NAME [--day 2027-01-31] [--dry-run]` runs one."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name, the legal day and whether to only look."""
        parser.add_argument("name", nargs="?")
        parser.add_argument("--day", type=date.fromisoformat, help="Legal day (Asia/Shanghai); today unless given.")
        parser.add_argument("--dry-run", action="store_true", help="Only count what is due.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Run it with progress.

        :raises CommandError: there is no such sweep, or the day has not come.
        """
        now = business_now()
        sweeps = installed_sweeps()
        if options["name"] is None:
            self.stdout.write("\n".join(sweeps) or "No room has installed a sweep.")
            return
        if options["name"] not in sweeps:
            raise CommandError(f"There is no sweep {options['name']!r}. Known: {', '.join(sweeps) or 'none'}.")
        day = options["day"] or legal_day(now)
        if day > legal_day(now) and not options["dry_run"]:
            raise CommandError(f"{day} has not come; today is {legal_day(now)}. With --dry-run you may look ahead.")
        done = run_sweep(
            actor=Actor.system("sweeps", "manage.py"),
            now=now,
            sweep=sweeps[options["name"]],
            day=day,
            is_dry=options["dry_run"],
            report=lambda keys, effects: self.stdout.write(f"  {keys} looked at, {effects} done"),
        )
        verb = "would be looked at" if done.is_dry else f"looked at, {done.effects} done"
        self.stdout.write(f"{options['name']} for {day}: {done.keys} {verb}.")
