"""embedded / door: `python -m crowdfund.embedded exec -- COMMAND ...`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.throw_away import run_with_servers

PROJECT = Path(__file__).resolve().parents[2]


def main(words: Sequence[str]) -> int:
    """Do what the command line says; returns the exit status."""
    try:
        return _do(_parser().parse_args(words))
    except CannotStart as problem:
        print(f"\n{problem}\n", file=sys.stderr)
        return 1


def _do(asked: argparse.Namespace) -> int:
    return run_with_servers(PROJECT, asked.command)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m crowdfund.embedded", description="The platform with servers of its own.")
    doors = parser.add_subparsers(dest="door", required=True)
    throw_away = doors.add_parser("exec", help="run one command against throw-away servers")
    throw_away.add_argument("command", nargs="+", help="after --: the command and its arguments")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
