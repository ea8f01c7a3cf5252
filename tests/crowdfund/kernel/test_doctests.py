"""The examples in the docstrings of the kernel are true."""

import doctest
import importlib
import pkgutil

import pytest

from crowdfund import kernel

MODULES = [f"{kernel.__name__}.{module.name}" for module in pkgutil.iter_modules(kernel.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.failed == 0


def test_most_modules_teach_by_example() -> None:
    finder = doctest.DocTestFinder()
    examples = [test for name in MODULES for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(examples) >= 10
