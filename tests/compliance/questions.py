"""tests / compliance: questions to ask of the rulebook, and people to ask them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from compliance.actions.determine import determine
from compliance.core.facts import LegalForm, Reason, RoundFacts, Unknown
from compliance.core.ruling import Ruling
from crowdfund.db.events import Subject
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.money import Currency, Money

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
ENOUGH = Money.parse("1000000.00", Currency.CNY)
TOO_LITTLE = Money.parse("800000.00", Currency.CNY)
NOT_STATED = Unknown(Reason.NOT_STATED)


def facts(ticket: Money | Unknown = ENOUGH, form: LegalForm | Unknown = LegalForm.LIMITED_PARTNERSHIP) -> RoundFacts:
    """Return facts about a raise, by default such as are permitted."""
    return RoundFacts(minimum_ticket=ticket, vehicle_form=form)


def person(id: UUID | None = None, *roles: str, member_of: UUID | None = None) -> Actor:
    """Return a person without rows."""
    memberships = {member_of: "member"} if member_of else {}
    return Actor(
        kind=ActorKind.PERSON, id=id or uuid4(), request_id="test", roles=frozenset(roles), memberships=memberships
    )


def ask(
    question: RoundFacts | None = None,
    *,
    by: Actor | None = None,
    about: Subject | None = None,
    organisation_id: UUID | None = None,
    as_of: date = TODAY,
    then: Callable[[Ruling], object] | None = None,
) -> Ruling:
    """Ask inside a unit of work of its own, as an action does, and return the ruling."""
    with unit_of_work(actor=by or person(), now=NOW):
        ruling = determine(
            facts=question or facts(),
            subject=about or Subject(kind="round", id=uuid4()),
            as_of=as_of,
            organisation_id=organisation_id,
        )
        if then:
            then(ruling)
        return ruling
