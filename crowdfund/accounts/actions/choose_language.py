"""accounts / actions: a user chooses the language of pages and mails."""

from datetime import datetime

from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.locks import lock_user
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor, ActorKind


def choose_language(*, actor: Actor, now: datetime, language: Language) -> None:
    """Remember the language that the actor reads; choosing the same again changes and records nothing.

    :raises NotAuthenticated, NotAuthorised: unless a user acts. Locks the user.
    """
    with unit_of_work(actor=actor, now=now):
        require(actor.kind is ActorKind.PERSON, actor=actor)
        user = lock_user(acting_user(actor))
        before = user.language
        if before == language:
            return
        user.speak(language)
        record(
            verb="user.language_chosen",
            subject=Subject(kind="user", id=user.id),
            before={"language": before},
            after={"language": language},
        )
