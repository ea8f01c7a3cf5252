"""tests / mutation: `python -m tests.mutation`: draw, try, count, and fail below the threshold."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import monotonic, sleep

from tests.mutation.generation import Mutant, mutants_of
from tests.mutation.trial import Fate, fate_of, run_tests, start

CORE = Path("compliance/core")
PROSE = frozenset({"wording.py"})
TESTS = (
    "tests/compliance/core",
    "tests/compliance/test_cases.py::test_the_case_comes_out_as_its_source_says",
    "tests/compliance/management/commands/test_calculate.py::test_the_case_comes_out_as_its_source_says",
)
"""The tests that need no row; each mutant meets those of its own module first."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when enough mutants were noticed, 1 when too few were, 2 when the tests fail without any mutant."""
    asked = _parser().parse_args(arguments)
    mutants = sorted(mutants_of(_files(asked.only)), key=lambda each: (each.file, each.line))
    chosen = mutants if asked.all else _drawn(mutants, asked.sample, asked.seed)
    print(f"{len(mutants)} mutants in {asked.only or CORE}; {len(chosen)} to try (seed {asked.seed})", flush=True)
    began = monotonic()
    if run_tests(TESTS):
        print("The tests fail without any mutant; nothing was tried.")
        return 2
    patience = 3 * (monotonic() - began) + 20
    fates = _try_all(chosen, jobs=asked.jobs, patience=patience, until=began + 60 * asked.minutes)
    return _report(fates, left=len(chosen) - len(fates), threshold=asked.threshold)


def _drawn(mutants: list[Mutant], count: int, seed: int) -> list[Mutant]:
    return Random(seed).sample(mutants, min(count, len(mutants)))  # noqa: S311 - a draw that can be repeated


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=120, help="how many to draw; default: 120")
    parser.add_argument("--seed", type=int, default=20261122, help="the same seed draws the same; default: 20261122")
    parser.add_argument("--all", action="store_true", help="try every mutant; takes hours")
    parser.add_argument("--only", default="", help="only files whose path contains this text")
    parser.add_argument("--jobs", type=int, default=2, help="trials beside each other; default: 2")
    parser.add_argument("--minutes", type=int, default=30, help="no new trial after so many minutes; default: 30")
    parser.add_argument("--threshold", type=int, default=80, help="per cent that must be noticed; default: 80")
    return parser


def _files(only: str) -> list[Path]:
    return [file for file in sorted(CORE.rglob("*.py")) if file.name not in PROSE and only in str(file)]


def _tests_for(mutant: Mutant) -> list[str]:
    """Return the tests with those of the mutant's own module first, where it has some."""
    file = Path(mutant.file)
    own = Path("tests") / file.with_name(f"test_{file.name}")
    return [str(own), *TESTS] if own.exists() else list(TESTS)


def _try_all(chosen: Sequence[Mutant], *, jobs: int, patience: float, until: float) -> list[tuple[Mutant, Fate]]:
    waiting = list(reversed(chosen))
    running: dict[int, tuple[Mutant, float]] = {}
    fates: list[tuple[Mutant, Fate]] = []
    while running or (waiting and monotonic() < until):
        while waiting and len(running) < jobs and monotonic() < until:
            mutant = waiting.pop()
            running[start(mutant, _tests_for(mutant))] = (mutant, monotonic() + patience)
        for process, (mutant, ends) in list(running.items()):
            if (fate := fate_of(process, until=ends)) is not None:
                del running[process]
                fates.append((mutant, fate))
                print(f"{len(fates):>5} {fate:<9} {mutant}", flush=True)
        sleep(0.05)
    return fates


def _report(fates: Sequence[tuple[Mutant, Fate]], *, left: int, threshold: int) -> int:
    counts = Counter(fate for _mutant, fate in fates)
    noticed = counts[Fate.KILLED] + counts[Fate.TIMED_OUT]
    tried = noticed + counts[Fate.SURVIVED]
    print("\nSurvivors")
    for mutant, fate in sorted(fates, key=lambda each: (each[0].file, each[0].line)):
        if fate is Fate.SURVIVED:
            print(f"  {mutant}")
    if left:
        print(f"{left} were not begun in time")
    score = 100 * noticed // tried if tried else 0
    print(f"{', '.join(f'{count} {fate}' for fate, count in sorted(counts.items()))}: {score} % noticed of {tried}")
    if score < threshold:
        print(f"That is less than the {threshold} % asked for.")
    return 0 if score >= threshold else 1


if __name__ == "__main__":
    sys.exit(main())
