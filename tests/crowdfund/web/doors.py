"""tests / web: doors that exist for tests only, beside all the real ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from django.test import override_settings
from django.urls import URLPattern

from crowdfund import urls as usual


@contextmanager
def opened(*patterns: URLPattern) -> Iterator[None]:
    """Let the resolver know some more addresses."""
    module: Any = ModuleType("urls_with_doors_of_a_test")
    module.urlpatterns = [*patterns, *usual.urlpatterns]
    for handler in ("handler400", "handler404", "handler500"):
        setattr(module, handler, getattr(usual, handler))
    with override_settings(ROOT_URLCONF=module):
        yield
