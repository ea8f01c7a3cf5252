"""An investor applies, for themselves and once at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from compliance.actions.apply_for_certification import apply_for_certification
from compliance.core.certification import LONGEST_STATEMENT, AlreadyWaiting, EvidenceKind
from compliance.core.declaration import NOTHING_DECLARED, AssetKind, Declaration
from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from compliance.models import Certification
from crowdfund.accounts.core.roles import Role
from crowdfund.db.events import Subject
from crowdfund.files.core.uploads import Upload
from crowdfund.files.queries import files_about
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Invalid, NotAuthenticated, NotAuthorised
from crowdfund.kernel.money import Currency, Money
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.accounts import make_user
from tests.factories.compliance import make_application, make_certification
from tests.factories.screening import make_screening
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
WEALTH = "存款 3,200,000 元"


def apply(actor: Actor, statement: str = WEALTH) -> Certification:
    id = apply_for_certification(actor=actor, now=NOW, evidence=EvidenceKind.FINANCIAL_ASSETS, statement=statement)
    assert isinstance(id, UUID)
    return Certification.objects.get(id=id)


def declared(assets: str, *, ticket: str = "1000000.00") -> Declaration:
    amount = Money.parse(assets, Currency.CNY)
    return replace(NOTHING_DECLARED, ticket=Money.parse(ticket, Currency.CNY), holdings=((AssetKind.DEPOSITS, amount),))


def declare(actor: Actor, declaration: Declaration, files: Sequence[Upload] = ()) -> UUID | Refused:
    return apply_for_certification(
        actor=actor,
        now=NOW,
        evidence=EvidenceKind.FINANCIAL_ASSETS,
        statement=WEALTH,
        declaration=declaration,
        files=files,
    )


def test_the_figures_are_judged_and_kept_with_the_application(follower: Persona):
    done = declare(follower.actor, declared("3200000.00"))
    assert isinstance(done, UUID)
    row = Certification.objects.get(id=done)
    assert row.declaration() == declared("3200000.00")
    assert row.determination is not None
    ruling = row.determination.as_ruling()
    assert (ruling.facts_kind, ruling.verdict, ruling.subject_id) == ("qualification", Outcome.PERMIT, follower.id)


def test_what_is_not_declared_is_for_the_officer(follower: Persona):
    row = apply(follower.actor)
    assert row.determination is not None
    assert row.determination.as_ruling().verdict is Outcome.REFER


@pytest.mark.parametrize("refused", [declared("3200000.00", ticket="999999.99")], ids=["ticket"])
def test_what_the_law_denies_is_not_handed_in(follower: Persona, refused: Declaration):
    with recorded() as events, rows_stay(Certification):
        done = declare(follower.actor, refused)
    assert isinstance(done, Refused)
    assert (done.verdict, done.findings[0].rule) == (Outcome.DENY, "qualified.private_fund_2014.ticket")
    assert verbs(events) == ["certification.application_refused"]
    assert "999999" not in str([(event.before, event.after, event.reason) for event in events])


def test_too_little_wealth_with_an_income_that_nobody_stated_is_open(follower: Persona):
    done = declare(follower.actor, declared("100.00"))
    assert isinstance(done, UUID)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (replace(NOTHING_DECLARED, incomes=(Money(1, Currency.CNY),)), "/incomes"),
        (replace(NOTHING_DECLARED, ticket=Money(-1, Currency.CNY)), "/ticket"),
    ],
)
def test_a_wrong_figure_is_named(follower: Persona, wrong: Declaration, place: str):
    with nothing_changes(Certification), pytest.raises(Invalid) as caught:
        declare(follower.actor, wrong)
    assert [error.pointer for error in caught.value.errors] == [place]


def test_evidence_is_about_the_application_and_officers_find_it(follower: Persona):
    content = b"%PDF-1.4 no real document"
    done = declare(
        follower.actor, declared("3200000.00"), [Upload(name="bank.pdf", size=len(content), chunks=lambda: [content])]
    )
    assert isinstance(done, UUID)
    (file,) = files_about(Subject(kind="certification", id=done))
    assert (file.name, file.uploaded_by_id, file.purpose) == ("bank.pdf", follower.id, "certification.evidence")


def test_the_application_waits_and_officers_are_told(follower: Persona, officer: Persona):
    with recorded() as events:
        row = apply(follower.actor, f"  {WEALTH} ")
    assert (row.user_id, row.state, row.applied_at) == (follower.id, "applied", NOW)
    assert (row.regime, row.evidence, row.statement) == ("private_fund_2014", "financial_assets", WEALTH)
    assert verbs(events) == ["screening.requested", "certification.applied"]
    assert told(events[1]) == {officer.id}
    assert (events[1].actor_id, events[1].subject_id) == (follower.id, row.id)


def test_who_was_cleared_lately_is_not_screened_again(follower: Persona):
    make_screening(follower.user, now=NOW)
    with recorded() as events:
        apply(follower.actor)
    assert verbs(events) == ["certification.applied"]


def test_the_event_says_nothing_of_wealth(follower: Persona):
    with recorded() as events:
        apply(follower.actor)
    assert "3,200,000" not in str([(event.before, event.after, event.reason) for event in events])


def test_nobody_waits_twice(follower: Persona):
    make_application(follower.user)
    with nothing_changes(Certification), pytest.raises(AlreadyWaiting):
        apply(follower.actor)


def test_a_certified_investor_may_apply_again_before_it_expires(follower: Persona):
    make_certification(follower.user)
    assert apply(follower.actor).state == "applied"


@pytest.mark.parametrize("statement", ["", "  ", "x" * (LONGEST_STATEMENT + 1)])
def test_an_application_says_something(follower: Persona, statement: str):
    with nothing_changes(Certification), pytest.raises(Invalid):
        apply(follower.actor, statement)


@pytest.mark.parametrize("name", ["stranger", "officer", "operator", "auditor", "partner"])
def test_only_checked_investors_apply(personas: dict[str, Persona], name: str):
    with nothing_changes(Certification), pytest.raises(NotAuthorised):
        apply(personas[name].actor)


def test_the_role_without_the_check_and_the_check_without_the_role_are_not_enough(db: None):
    for user in (make_user(roles=[Role.INVESTOR]), make_user(is_checked=True)):
        with nothing_changes(Certification), pytest.raises(NotAuthorised):
            apply(Persona(user).actor)


def test_nobody_in_particular_signs_in_first(db: None):
    with pytest.raises(NotAuthenticated):
        apply(Actor.anonymous("r"))
