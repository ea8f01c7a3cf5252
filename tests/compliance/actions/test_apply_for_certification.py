"""An investor applies, for themselves and once at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from compliance.actions.apply_for_certification import apply_for_certification
from compliance.core.certification import (
    LONGEST_STATEMENT,
    AlreadyWaiting,
    EvidenceKind,
    InstitutionForm,
    NothingToRenew,
    Regime,
)
from compliance.core.declaration import NOTHING_DECLARED, AssetKind, Declaration
from compliance.core.facts import ProductKind
from compliance.core.outcome import Outcome
from compliance.core.proofs import Exhibit, Proof
from compliance.core.verdict import Refused
from compliance.models import Certification
from compliance.queries import exhibits_of
from crowdfund.accounts.core.roles import Role
from crowdfund.db.events import Subject
from crowdfund.files.core.uploads import Upload
from crowdfund.files.queries import files_about
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Invalid, NotAuthenticated, NotAuthorised, NotFound
from crowdfund.kernel.money import Currency, Money
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.accounts import make_user
from tests.factories.compliance import make_application, make_certification
from tests.factories.files import make_file
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


def declare(actor: Actor, declaration: Declaration, exhibits: Sequence[Exhibit] = ()) -> UUID | Refused:
    return apply_for_certification(
        actor=actor,
        now=NOW,
        evidence=EvidenceKind.FINANCIAL_ASSETS,
        statement=WEALTH,
        declaration=declaration,
        exhibits=exhibits,
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
    shown = Exhibit(shows=Proof.DEPOSITS, upload=Upload.of("bank.pdf", content))
    done = declare(follower.actor, declared("3200000.00"), [shown])
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


def in_force(evidence: EvidenceKind, declaration: Declaration, **more: Any) -> UUID | Refused:
    """Apply by some evidence under some regime."""
    actor = more.pop("actor")
    given = {"statement": WEALTH, **more}
    return apply_for_certification(actor=actor, now=NOW, evidence=evidence, declaration=declaration, **given)


def verdict_of(done: UUID | Refused) -> Outcome:
    assert isinstance(done, UUID)
    determination = Certification.objects.get(id=done).determination
    assert determination is not None
    return determination.as_ruling().verdict


def test_each_regime_asks_its_own_questions(follower: Persona):
    family = replace(
        declared("5000000.00", ticket="300000.00"), experience_years=2, product_kind=ProductKind.FIXED_INCOME
    )
    done = in_force(
        EvidenceKind.FAMILY_FINANCIAL_ASSETS, family, regime=Regime.ASSET_MANAGEMENT_2018, actor=follower.actor
    )
    assert verdict_of(done) is Outcome.PERMIT
    assert Certification.objects.get().regime == "asset_management_2018"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"experience_years": 1}, "experience"),
        ({"ticket": Money.parse("299999.99", Currency.CNY)}, "ticket"),
        ({"product_kind": ProductKind.EQUITY}, "ticket"),
    ],
)
def test_the_text_of_2018_denies_by_its_own_limits(follower: Persona, changes: dict[str, Any], rule: str):
    family = replace(
        declared("5000000.00", ticket="300000.00"), experience_years=2, product_kind=ProductKind.FIXED_INCOME
    )
    done = in_force(
        EvidenceKind.FAMILY_FINANCIAL_ASSETS,
        replace(family, **changes),
        regime=Regime.ASSET_MANAGEMENT_2018,
        actor=follower.actor,
    )
    assert isinstance(done, Refused)
    assert done.findings[0].rule == f"qualified.asset_management_2018.{rule}"


def test_applications_under_two_regimes_wait_side_by_side(follower: Persona):
    in_force(EvidenceKind.FINANCIAL_ASSETS, NOTHING_DECLARED, actor=follower.actor)
    in_force(
        EvidenceKind.NET_ASSETS,
        replace(NOTHING_DECLARED, institution=InstitutionForm.COMPANY),
        regime=Regime.ASSET_MANAGEMENT_2018,
        actor=follower.actor,
    )
    assert Certification.objects.waiting().count() == 2


@pytest.mark.parametrize(
    ("evidence", "counts_as"),
    [
        (EvidenceKind.PENSION_OR_CHARITY, "deemed_plan"),
        (EvidenceKind.FILED_PLAN, "filed_fund"),
        (EvidenceKind.CSRC_NAMED, "deemed_plan"),
    ],
)
def test_who_is_deemed_qualified_needs_no_wealth(follower: Persona, evidence: EvidenceKind, counts_as: str):
    done = in_force(evidence, NOTHING_DECLARED, actor=follower.actor)
    assert verdict_of(done) is Outcome.PERMIT
    assert Certification.objects.get().counts_as == counts_as


def test_staff_name_the_manager_in_whose_funds_they_count(follower: Persona):
    with nothing_changes(Certification), pytest.raises(Invalid):
        in_force(EvidenceKind.MANAGER_OR_STAFF, NOTHING_DECLARED, actor=follower.actor)
    staff = replace(NOTHING_DECLARED, manager_number="p100 0001")
    assert verdict_of(in_force(EvidenceKind.MANAGER_OR_STAFF, staff, actor=follower.actor)) is Outcome.PERMIT
    assert Certification.objects.get().manager_number == "P1000001"


def pool(unqualified: int) -> Declaration:
    rich = Money.parse("20000000.00", Currency.CNY)
    return replace(
        NOTHING_DECLARED,
        ticket=Money.parse("3000000.00", Currency.CNY),
        net_assets=rich,
        institution=InstitutionForm.POOLING_VEHICLE,
        final_investors=12,
        unqualified_investors=unqualified,
    )


def test_a_vehicle_that_pools_money_is_looked_through(follower: Persona):
    assert verdict_of(in_force(EvidenceKind.NET_ASSETS, pool(0), actor=follower.actor)) is Outcome.PERMIT
    row = Certification.objects.get()
    assert (row.counts_as, row.final_investors) == ("unfiled_vehicle", 12)


def test_one_unqualified_final_investor_is_enough_for_a_refusal(follower: Persona):
    done = in_force(EvidenceKind.NET_ASSETS, pool(1), actor=follower.actor)
    assert isinstance(done, Refused)
    assert done.findings[0].rule == "qualified.private_fund_2014.look_through"


def papers(*names: str) -> list[Exhibit]:
    return [Exhibit(shows=Proof.DEPOSITS, upload=Upload.of(name, b"%PDF-1.4 made up")) for name in names]


def test_a_renewal_brings_a_new_statement_and_fresh_documents(follower: Persona):
    old = make_certification(follower.user)
    for statement, exhibits, places in (
        (old.statement, papers("new.pdf"), ["/statement"]),
        ("Anew.", [], ["/exhibits"]),
        (old.statement, [], ["/statement", "/exhibits"]),
    ):
        with nothing_changes(Certification), pytest.raises(Invalid) as caught:
            in_force(
                EvidenceKind.FINANCIAL_ASSETS,
                NOTHING_DECLARED,
                actor=follower.actor,
                renews=old.id,
                statement=statement,
                exhibits=exhibits,
            )
        assert [error.pointer for error in caught.value.errors] == places
    with recorded() as events:
        done = in_force(
            EvidenceKind.FINANCIAL_ASSETS,
            NOTHING_DECLARED,
            actor=follower.actor,
            renews=old.id,
            statement="Anew.",
            exhibits=papers("new.pdf"),
        )
    assert isinstance(done, UUID)
    assert Certification.objects.get(id=done).renews_id == old.id
    assert events[-1].after["renews"] == str(old.id)


def test_only_ones_own_approved_certification_of_the_regime_is_renewed(follower: Persona, lead: Persona):
    olds = [make_certification(lead.user), make_certification(follower.user, regime=Regime.ASSET_MANAGEMENT_2018)]
    for old in olds:
        with nothing_changes(Certification), pytest.raises(NothingToRenew):
            in_force(
                EvidenceKind.FINANCIAL_ASSETS,
                NOTHING_DECLARED,
                actor=follower.actor,
                renews=old.id,
                statement="Anew.",
                exhibits=papers("new.pdf"),
            )


def test_a_document_that_was_sent_before_is_attached(follower: Persona, lead: Persona):
    own, others = make_file(follower), make_file(lead)
    with nothing_changes(Certification), pytest.raises(NotFound):
        declare(follower.actor, declared("3200000.00"), [Exhibit(shows=Proof.DEPOSITS, file_id=others.id)])
    done = declare(follower.actor, declared("3200000.00"), [Exhibit(shows=Proof.DEPOSITS, file_id=own.id)])
    assert isinstance(done, UUID)
    assert [(each.shows, each.file_id) for each in exhibits_of(done)] == [("deposits", own.id)]
