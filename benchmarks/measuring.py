"""benchmarks / measuring: time several ways of doing one thing in turns, so that a busy machine is busy for all."""

import os
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter_ns
from typing import Any

import psycopg2
from django.core.management import call_command
from django.db import connection, connections

Deed = Callable[[int], object]
"""Does the thing once; the number is different each time."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of doing the thing."""

    name: str
    deed: Deed


@dataclass(frozen=True, slots=True)
class Result:
    """Microseconds a deed, the median over all rounds and its range from the best round to the worst."""

    name: str
    median: int
    best: int
    worst: int


def measure(ways: Sequence[Way], *, rounds: int, deeds: int) -> list[Result]:
    """Let each way do `deeds` deeds in each of `rounds` rounds, after a short round that is not counted."""
    took: dict[str, list[int]] = {way.name: [] for way in ways}
    number = 0
    for turn in range(rounds + 1):
        repeated = max(1, deeds // 4) if turn == 0 else deeds
        for way in ways:
            start = perf_counter_ns()
            for _ in range(repeated):
                number += 1
                way.deed(number)
            if turn > 0:
                took[way.name].append((perf_counter_ns() - start) // (repeated * 1000))
    return [Result(name, int(statistics.median(times)), min(times), max(times)) for name, times in took.items()]


def show(title: str, results: Sequence[Result]) -> None:
    """Print the results; each ratio is to the first of them."""
    print(f"\n{title}")
    yardstick = results[0]
    for result in results:
        ratio = f"{result.median / max(1, yardstick.median):6.2f} x"
        print(f"  {result.name:<44} {result.median:>8} us ({result.best} to {result.worst}) {ratio}")


def prepare_throw_away_database() -> None:
    """Migrate the throw-away database; anywhere else nothing is written and the program ends with a sentence."""
    if "DATABASE_SUPERUSER_URL" not in os.environ:
        sys.exit("Benchmarks write rows that stay: run them under `python -m crowdfund.embedded exec -- ...`.")
    call_command("prepare_database", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
        version, fsync = cursor.fetchone()
    print(f"PostgreSQL {version}, fsync {fsync}; one client; medians, in brackets the best and the worst round.")


def bare_connection() -> Any:
    """Return a connection of the application's role without Django around it."""
    place = connections["default"].settings_dict
    return psycopg2.connect(
        host=place.get("OPTIONS", {}).get("host") or place["HOST"],
        port=place["PORT"] or None,
        user=place["USER"],
        password=place["PASSWORD"],
        dbname=place["NAME"],
    )
