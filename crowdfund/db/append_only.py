"""db / append_only: tables whose rows can neither be changed nor taken away.

django-pgtrigger writes the triggers into migrations, but each function it generates first asks a session setting
whether it should be ignored, and every role may set that. Our triggers therefore call plain functions, made by the
room's first migration, that have no such switch.
"""

from typing import Any

import pgtrigger
from django.apps import apps


class CallsFunction(pgtrigger.Trigger):
    """A trigger that executes the named parameterless SQL function and nothing else."""

    function: str = ""

    def __init__(self, *, name: str, function: str | None = None, **options: Any) -> None:
        if function is not None:
            self.function = function
        super().__init__(name=name, func="RETURN NULL;", **options)

    def render_execute(self, model: Any) -> str:  # noqa: ARG002  # the signature is pgtrigger's
        """Return the call of the plain function instead of the generated one."""
        return f"{self.function}()"


class AppendOnly(CallsFunction):
    """Refuses UPDATE, DELETE and TRUNCATE, for every role and also when no row is hit."""

    function = "cf_refuse"
    level = pgtrigger.Statement
    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate


class DeferredCheck(CallsFunction):
    """A constraint trigger that runs its function for each inserted row when the transaction commits."""

    level = pgtrigger.Row
    when = pgtrigger.After
    operation = pgtrigger.Insert
    timing = pgtrigger.Deferred


def append_only_tables() -> tuple[str, ...]:
    """Return the names of all append-only tables, read from the models so that none can be forgotten."""
    return tuple(
        sorted(
            model._meta.db_table
            for model in apps.get_models()
            if any(isinstance(trigger, AppendOnly) for trigger in getattr(model._meta, "triggers", []))
        )
    )
