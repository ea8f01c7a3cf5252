"""embedded / door: `python -m crowdfund.embedded run | exec -- COMMAND | status | stop`."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from crowdfund.embedded.addresses import read_note
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.lock import STOP_PATIENCE, wait_for_end
from crowdfund.embedded.places import places_of
from crowdfund.embedded.run import run
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
    match asked.door:
        case "run":
            return run(PROJECT)
        case "exec":
            return run_with_servers(PROJECT, asked.command)
        case "status":
            return say_status(PROJECT)
        case _:
            return stop(PROJECT)


def say_status(project: Path) -> int:
    """Say what is running; nothing running is no failure."""
    note = read_note(places_of(project).running)
    if note is None or not note.supervisor.is_alive:
        print("Nothing is running.")
        return 0
    print(f"It is running at http://localhost:{note.port}, supervised by process {note.supervisor.pid}:")
    for name, process in note.children.items():
        print(f"  {name:<10} process {process.pid}{'' if process.is_alive else ', ended'}")
    return 0


def stop(project: Path) -> int:
    """End the instance that runs in another terminal and wait for its end.

    :raises CannotStart: it does not end.
    """
    note = read_note(places_of(project).running)
    if note is None or not note.supervisor.is_alive:
        print("Nothing is running.")
        return 0
    os.kill(note.supervisor.pid, signal.SIGTERM)
    if not wait_for_end([note.supervisor], seconds=STOP_PATIENCE):
        raise CannotStart(f"It has not ended yet; process {note.supervisor.pid} is the supervisor.")
    print("Everything has ended.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m crowdfund.embedded", description="The platform with servers of its own."
    )
    doors = parser.add_subparsers(dest="door", required=True)
    doors.add_parser("run", help="start everything and stay")
    throw_away = doors.add_parser("exec", help="run one command against throw-away servers")
    throw_away.add_argument("command", nargs="+", help="after --: the command and its arguments")
    doors.add_parser("status", help="say what is running")
    doors.add_parser("stop", help="end what is running")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
