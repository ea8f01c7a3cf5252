"""tests / events: what was recorded, as short tuples that a test can compare."""

from collections.abc import Iterable
from contextlib import contextmanager
from typing import Any

from crowdfund.audit.models import Delivery, Event


def events_since(number: int = 0) -> list[Event]:
    """Return the events from the given position on, in the order of writing."""
    return list(Event.objects.order_by("sequence")[number:])


@contextmanager
def recorded() -> Any:
    """Collect the events that are recorded inside, as a list that is filled at the end."""
    before = Event.objects.count()
    found: list[Event] = []
    yield found
    found.extend(events_since(before))


def verbs(events: Iterable[Event]) -> list[str]:
    """Return the verbs in order."""
    return [event.verb for event in events]


def told(event: Event) -> set[Any]:
    """Return whom an event is delivered to."""
    return set(Delivery.objects.filter(event=event).values_list("recipient", flat=True))


@contextmanager
def nothing_changes(*models: Any) -> Any:
    """Fail if a row of `models` or an event is different afterwards."""
    with rows_stay(*models, Event):
        yield


@contextmanager
def rows_stay(*models: Any) -> Any:
    """Fail if a row of `models` is different afterwards; events may come, as a refusal's does."""
    before = [sorted(map(str, model.objects.values_list())) for model in models]
    yield
    assert [sorted(map(str, model.objects.values_list())) for model in models] == before
