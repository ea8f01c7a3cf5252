"""compliance / management: `manage.py calculate <name> < input.json`, a calculator without a database or a server."""

import json
import sys
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand

from compliance.core.calculators import CALCULATORS
from compliance.core.calculators.raw import read_json
from compliance.presentation.calculators import work_out
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import DomainError
from crowdfund.web.problems import problem_for

_REFUSED: Final = 2
"""The exit code of a question that can't be answered; a "no" of the rules is an answer."""


class Command(BaseCommand):
    """Answers one question from standard input."""

    help = (
        "Answer one question: the facts as a JSON object on standard input, the answer on standard output."
        f" Calculators: {', '.join(CALCULATORS)}."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of the calculator."""
        parser.add_argument("name")

    def handle(self, *_: Any, **options: Any) -> None:
        """Print the answer; what can't be answered prints the problem and ends with exit code 2.

        Without `as_of` the legal day is today by the clock of the machine, since there need be no database in which a
        sandbox keeps its business clock.
        """
        name: str = options["name"]
        if name not in CALCULATORS:
            self.stderr.write(f"There is no calculator {name!r}. Known: {', '.join(CALCULATORS)}.")
        try:
            answer = work_out(name=name, raw=read_json(sys.stdin.buffer.read()), today=legal_day(system_now()))
        except DomainError as error:
            self._print(problem_for(error).body(instance=f"/api/v1/calculators/{name}", request_id=""))
            raise SystemExit(_REFUSED) from error
        self._print(answer)

    def _print(self, content: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))
