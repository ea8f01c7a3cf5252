"""notices / actions: a reader chooses what to be told of, and how."""

from collections.abc import Collection
from datetime import datetime

from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.notices.core.topics import BINDING, Choice, choices
from crowdfund.notices.locks import lock_preferences
from crowdfund.notices.models import Preference
from crowdfund.notices.queries import switched_off


def choose_preferences(*, actor: Actor, now: datetime, wanted: Collection[Choice]) -> None:
    """Store that the actor wants exactly `wanted`, besides what can't be switched off.

    :raises NotAuthorised: for anybody but a person.
    """
    with unit_of_work(actor=actor, now=now):
        if actor.kind is not ActorKind.PERSON or actor.id is None:
            raise NotAuthorised
        lock_preferences(actor.id)
        before = switched_off(actor.id)
        chosen = {choice: choice in wanted for choice in choices() if choice not in BINDING}
        after = frozenset(choice for choice, is_wanted in chosen.items() if not is_wanted)
        if after == before:
            return
        Preference.choose(user_id=actor.id, choices=chosen, now=now)
        record(
            verb="preferences.chosen",
            subject=Subject(kind="user", id=actor.id),
            before={"switched_off": _words(before)},
            after={"switched_off": _words(after)},
        )


def _words(off: Collection[Choice]) -> list[str]:
    return sorted(f"{topic}/{channel}" for topic, channel in off)
