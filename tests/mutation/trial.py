"""tests / mutation: one mutant in a forked process: the function is exchanged where it is, and the tests run.

The parent has loaded program and tests once; a child inherits them, so that a trial costs no more than the tests up to
the first that fails. A function keeps its identity, only its code changes, so every module that imported it is hit.
"""

import functools
import os
import signal
import sys
from collections.abc import Sequence
from enum import StrEnum
from time import monotonic
from types import FunctionType, ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from compliance.library import book
from tests.mutation.generation import Mutant

KILLED_CODES = frozenset({int(pytest.ExitCode.TESTS_FAILED), int(pytest.ExitCode.INTERRUPTED)})
_NOT_IMPORTABLE = 70
_SAME_CODE = 71


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    TIMED_OUT = "timed out"
    """It never ended, which a test would have noticed too."""
    UNTRIED = "untried"
    """It is no other code than the original, or the trial itself failed."""


class Steady:
    """A plugin: the same examples in every run, so that a seed names a score."""

    @pytest.hookimpl
    def pytest_collection_finish(self) -> None:
        """Draw the same examples each time and remember none."""
        hypothesis_settings.register_profile(
            "steady",
            deadline=None,
            derandomize=True,
            database=None,
            max_examples=20,
            suppress_health_check=[HealthCheck.too_slow],
        )
        hypothesis_settings.load_profile("steady")


def run_tests(tests: Sequence[str]) -> int:
    """Run tests in this process up to the first that fails, and return pytest's code."""
    options = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*options, *tests], plugins=[Steady()]))


def start(mutant: Mutant, tests: Sequence[str]) -> int:
    """Begin the trial of a mutant and return the id of its process."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        _silence()
        code = _tried(mutant, tests)
    finally:
        os._exit(code)


def fate_of(process: int, *, until: float) -> Fate | None:
    """Return what became of a trial, None while it runs; from the instant `until` (monotonic) on it is ended."""
    found, status = os.waitpid(process, os.WNOHANG)
    if not found:
        if monotonic() < until:
            return None
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        return Fate.TIMED_OUT
    code = os.waitstatus_to_exitcode(status)
    if code == 0:
        return Fate.SURVIVED
    return Fate.KILLED if code in KILLED_CODES or code == _NOT_IMPORTABLE else Fate.UNTRIED


def _tried(mutant: Mutant, tests: Sequence[str]) -> int:
    try:
        is_other = put_in(mutant)
    except Exception:  # whatever a mistake raises at import, it is noticed at the first start
        return _NOT_IMPORTABLE
    return run_tests(tests) if is_other else _SAME_CODE


def put_in(mutant: Mutant) -> bool:
    """Exchange the code of the mutant's function in this process; tell whether it is other code at all."""
    fresh = ModuleType(mutant.module)
    fresh.__file__ = mutant.file
    exec(compile(mutant.source, mutant.file, "exec", dont_inherit=True), fresh.__dict__)  # noqa: S102
    old, new = (_function(module, mutant.function) for module in (sys.modules[mutant.module], fresh))
    before = (old.__code__, old.__defaults__, old.__kwdefaults__)
    old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
    book.cache_clear()
    return before != (new.__code__, new.__defaults__, new.__kwdefaults__)


def _function(module: ModuleType, name: str) -> FunctionType:
    """Return the plain function of a name, whatever stands around it: property, class method, cache."""
    found: Any = module
    for part in name.split("."):
        found = vars(found)[part]
    if isinstance(found, property | functools.cached_property):
        found = found.fget if isinstance(found, property) else found.func
    if isinstance(found, classmethod | staticmethod):
        found = found.__func__
    while hasattr(found, "__wrapped__"):
        found.cache_clear() if hasattr(found, "cache_clear") else None
        found = found.__wrapped__
    assert isinstance(found, FunctionType)
    return found


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
