"""Nobody puts money into a raise that does not suit them, unless warned, by their own written request, and released."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from compliance.actions.request_clearance import request_clearance
from compliance.core.facts import AssessmentFacts, InvestorClass, ProductGrade, SuitabilityFacts
from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.accounts.core.roles import Role
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from deals.actions.accept_lead_offer import accept_lead_offer
from deals.actions.ask_suitability import AssessmentChanged, ask_suitability, require_same_suitability
from deals.actions.close_round import close_round
from deals.actions.offer_lead import offer_lead
from deals.actions.request_despite_warning import request_despite_warning
from deals.actions.subscribe import subscribe
from deals.core.round import RoundSnapshot
from deals.core.states import RoundState
from deals.models import LeadOffer, Payment, Round, RoundCapacity, Subscription
from tests.events import recorded, rows_stay, told, verbs
from tests.factories.accounts import make_user
from tests.factories.closing import Part
from tests.factories.closing import make_led_round as make_paid_round
from tests.factories.compliance import make_assessment, make_certification, make_clearance
from tests.factories.deals import NOW, TODAY, changed, company_of, make_round, yuan
from tests.factories.leads import A_TENTH, CRUMB, FIFTH, make_led_round, make_offer, pledge
from tests.personas import Persona

pytestmark = pytest.mark.django_db

ROWS = (Subscription, Payment, RoundCapacity, LeadOffer)
BETWEEN = [InvestorClass.C1, InvestorClass.C2, InvestorClass.C3, InvestorClass.C4]


@pytest.fixture
def row(founder: Persona, lead: Persona) -> Round:
    """A led raise of grade R5."""
    return make_led_round(founder, lead)


@pytest.fixture
def newcomer(db: None) -> Persona:
    """A certified investor who was never assessed."""
    persona = Persona(make_user("new@example.com", roles=[Role.INVESTOR], is_checked=True))
    make_certification(persona.user, now=NOW)
    return persona


def follow(persona: Persona, row: Round) -> UUID | Refused:
    return subscribe(actor=persona.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))


def ask_in_writing(persona: Persona, row: Round) -> UUID:
    return request_despite_warning(
        actor=persona.actor, now=NOW, round_id=row.id, version=1, language="zh", statement="我了解并愿意承担全部风险。"
    )


def refused(persona: Persona, row: Round) -> Refused:
    with rows_stay(*ROWS), recorded() as events:
        done = follow(persona, row)
    assert isinstance(done, Refused)
    assert verbs(events) == ["subscription.refused"]
    assert events[0].organisation_id is None, "what suits somebody is not the company's to know"
    assert Determination.objects.get(id=done.determination_id).organisation_id is None
    return done


def test_whoever_was_never_assessed_is_refused(row: Round, newcomer: Persona):
    done = refused(newcomer, row)
    assert [finding.rule for finding in done.findings] == ["assessment.taken"]
    assert done.verdict is Outcome.DENY
    assert (done.findings[0].citation.article, bool(done.findings[0].remedy)) == ("18", True)


def test_an_assessment_that_ran_out_is_refused(row: Round, newcomer: Persona):
    make_assessment(newcomer.user, on=TODAY.replace(year=TODAY.year - 3))
    done = refused(newcomer, row)
    assert done.verdict is Outcome.DENY
    assert done.findings[0].rule == "suitability.assessment_valid"


def test_the_lowest_class_has_no_way_round(row: Round, newcomer: Persona):
    make_assessment(newcomer.user, InvestorClass.C1_LOWEST)
    done = refused(newcomer, row)
    assert done.verdict is Outcome.DENY
    assert done.findings[0].rule == "suitability.match"


@pytest.mark.parametrize("investor_class", BETWEEN)
def test_a_mismatch_is_refused_until_asked_for_and_released_by_two(
    row: Round, newcomer: Persona, investor_class: InvestorClass
):
    make_assessment(newcomer.user, investor_class)
    assert refused(newcomer, row).verdict is Outcome.DENY
    ask_in_writing(newcomer, row)
    warned = refused(newcomer, row)
    assert warned.verdict is Outcome.WARN
    assert refused(newcomer, row).verdict is Outcome.WARN, "asking again releases nothing"
    make_clearance(warned.determination_id, requested_by=newcomer.user, now=NOW)
    assert isinstance(follow(newcomer, row), UUID)


def test_a_release_is_of_that_assessment_and_that_raise(row: Round, newcomer: Persona, founder: Persona, lead: Persona):
    make_assessment(newcomer.user, InvestorClass.C4, on=TODAY - timedelta(days=9))
    ask_in_writing(newcomer, row)
    make_clearance(refused(newcomer, row).determination_id, requested_by=newcomer.user, now=NOW)
    assert refused(newcomer, make_led_round(founder, lead)).verdict is Outcome.DENY
    make_assessment(newcomer.user, InvestorClass.C3, on=TODAY)
    assert refused(newcomer, row).verdict is Outcome.DENY


def test_the_highest_class_is_asked_about_and_passes(row: Round, newcomer: Persona):
    assessed = make_assessment(newcomer.user)
    with recorded() as events:
        assert isinstance(follow(newcomer, row), UUID)
    ruling = Determination.objects.get(id=events[0].after["suitability"]).as_ruling()
    assert (ruling.subject_id, ruling.as_of, ruling.verdict) == (row.id, TODAY, Outcome.PERMIT)
    assert ruling.question() == SuitabilityFacts(
        investor_class=InvestorClass.C5,
        product_grade=ProductGrade.R5,
        professional=False,
        requested_by_investor=False,
        special_warning_given=False,
        assessed_on=assessed.assessed_on,
        signed_at=None,
        called_back_at=None,
    )


@pytest.mark.parametrize(
    ("grade", "investor_class", "verdict"),
    [("R1", InvestorClass.C1_LOWEST, Outcome.PERMIT), ("R3", InvestorClass.C3, Outcome.PERMIT)],
)
def test_what_an_officer_graded_lower_suits_lower_classes(
    row: Round, newcomer: Persona, grade: str, investor_class: InvestorClass, verdict: Outcome
):
    Round.objects.filter(id=row.id).update(product_grade=grade)
    make_assessment(newcomer.user, investor_class)
    assert isinstance(follow(newcomer, row), UUID)


def test_a_lead_is_asked_too(founder: Persona, newcomer: Persona):
    row = make_round(founder, state=RoundState.OPEN)

    def offer() -> UUID | Refused:
        return offer_lead(actor=newcomer.actor, now=NOW, round_id=row.id, pledge=pledge(FIFTH), carry=A_TENTH)

    with rows_stay(*ROWS), recorded() as events:
        done = offer()
    assert isinstance(done, Refused)
    assert verbs(events) == ["lead.offer_refused"]
    assert Determination.objects.get(id=done.determination_id).as_ruling().question() == AssessmentFacts(
        has_one=False, taken_today=None
    )
    make_assessment(newcomer.user, InvestorClass.C4)
    ask_in_writing(newcomer, row)
    warned = offer()
    assert isinstance(warned, Refused)
    assert warned.verdict is Outcome.WARN
    make_clearance(warned.determination_id, requested_by=newcomer.user, now=NOW)
    with recorded() as events:
        assert isinstance(offer(), UUID)
    assert Determination.objects.get(id=events[0].after["suitability"]).cleared_by is not None


def test_what_changed_since_is_noticed(row: Round, newcomer: Persona):
    make_assessment(newcomer.user, on=TODAY - timedelta(days=1))
    raised: RoundSnapshot = row.snapshot()
    with unit_of_work(actor=newcomer.actor, now=NOW):
        ruling, stamp = ask_suitability(newcomer.id, raised=raised)
        require_same_suitability(newcomer.id, raised=raised, stamp=stamp)
        assert not ruling.refuses
        make_assessment(newcomer.user, InvestorClass.C2, on=TODAY)
        with pytest.raises(AssessmentChanged):
            require_same_suitability(newcomer.id, raised=raised, stamp=stamp)


def test_it_is_asked_for_the_legal_day(row: Round, newcomer: Persona):
    make_assessment(newcomer.user, on=date(2026, 1, 31))
    with unit_of_work(actor=Actor.system("x", "y"), now=NOW):
        ruling, stamp = ask_suitability(newcomer.id, raised=row.snapshot())
    assert (ruling.as_of, stamp.assessment and stamp.assessment.expires_on) == (TODAY, date(2029, 1, 31))


def accept(founder: Persona, offer: LeadOffer, *, now: datetime = NOW) -> UUID | Refused:
    return accept_lead_offer(actor=founder.actor, now=now, offer_id=offer.id)


def assert_stopped(done: object, lead: Persona, founder: Persona) -> Determination:
    """The company reads that its raise does not suit its lead; the lead reads why; return what the lead reads."""
    assert isinstance(done, Refused)
    told_company = Determination.objects.get(id=done.determination_id)
    assert (told_company.facts_kind, told_company.organisation_id) == ("lead_suited", company_of(founder).id)
    assert [(each.rule, each.outcome) for each in done.findings] == [("suitability.lead", Outcome.DENY)]
    own = Determination.objects.filter(facts_kind="suitability").latest("id")
    assert own.as_ruling().refuses
    assert Determination.objects.visible_to(lead.actor).filter(id=own.id).exists()
    assert not Determination.objects.visible_to(founder.actor).filter(id=own.id).exists()
    return own


def test_an_assessment_that_ended_before_the_acceptance_stops_it_until_there_is_a_new_one(
    founder: Persona, newcomer: Persona
):
    row = make_round(founder, state=RoundState.OPEN, terms=changed(closes_on=TODAY + timedelta(days=60)))
    make_assessment(newcomer.user, on=TODAY.replace(year=TODAY.year - 3) + timedelta(days=1))
    offer, tomorrow = make_offer(row, newcomer), NOW + timedelta(days=1)
    with rows_stay(*ROWS), recorded() as events:
        done = accept(founder, offer, now=tomorrow)
    own = assert_stopped(done, newcomer, founder)
    assert [each["rule"] for each in own.findings if each["outcome"] == "DENY"] == ["suitability.assessment_valid"]
    assert verbs(events) == ["lead.suitability_questioned", "lead.acceptance_refused"]
    assert (told(events[0]), events[0].organisation_id) == ({newcomer.id}, None)
    make_assessment(newcomer.user, on=TODAY + timedelta(days=1))
    assert isinstance(accept(founder, offer, now=tomorrow), UUID)


def test_a_grade_that_rose_after_the_offer_stops_the_acceptance(founder: Persona, newcomer: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    Round.objects.filter(id=row.id).update(product_grade="R3")
    make_assessment(newcomer.user, InvestorClass.C3)
    offer = make_offer(row, newcomer)
    Round.objects.filter(id=row.id).update(product_grade="R5")
    own = assert_stopped(accept(founder, offer), newcomer, founder)
    assert own.verdict == "DENY", "the lead was neither warned nor asked in writing"


def test_what_officers_cleared_for_a_lead_counts_when_the_company_accepts(founder: Persona, newcomer: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    make_assessment(newcomer.user, InvestorClass.C4)
    ask_in_writing(newcomer, row)

    def offering() -> UUID | Refused:
        return offer_lead(actor=newcomer.actor, now=NOW, round_id=row.id, pledge=pledge(FIFTH), carry=A_TENTH)

    warned = offering()
    assert isinstance(warned, Refused)
    clearance = make_clearance(warned.determination_id, requested_by=newcomer.user, now=NOW)
    assert isinstance(offering(), UUID)
    offer, later = LeadOffer.objects.get(), NOW + timedelta(days=1)
    assert isinstance(accept(founder, offer, now=later), UUID)
    own = Determination.objects.filter(facts_kind="suitability").latest("id")
    assert (own.cleared_by_id, own.actor_kind, own.actor_id) == (clearance.id, "system", newcomer.id)


def test_a_lead_without_a_clearance_that_holds_asks_for_one_of_what_they_were_told(founder: Persona, newcomer: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    Round.objects.filter(id=row.id).update(product_grade="R4")
    make_assessment(newcomer.user, InvestorClass.C4)
    offer = make_offer(row, newcomer)
    Round.objects.filter(id=row.id).update(product_grade="R5")
    ask_in_writing(newcomer, row)
    own = assert_stopped(accept(founder, offer), newcomer, founder)
    assert own.verdict == "WARN"
    request_clearance(actor=newcomer.actor, now=NOW, determination_id=own.id, reason="I know this industry.")
    with pytest.raises(NotFound):
        request_clearance(actor=founder.actor, now=NOW, determination_id=own.id, reason="We want this lead.")


def test_a_closing_asks_about_the_lead_again_and_not_about_followers(founder: Persona, newcomer: Persona):
    other = Persona(make_user("other@example.com", roles=[Role.INVESTOR], is_checked=True))
    for investor in (newcomer, other):
        make_assessment(investor.user, on=TODAY.replace(year=TODAY.year - 3))
    row = make_paid_round(founder, [Part.of(newcomer, FIFTH), Part.of(other, "16000000.00")])
    with recorded() as events:
        done = close_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert_stopped(done, newcomer, founder)
    assert verbs(events) == ["lead.suitability_questioned", "round.closing_refused"]
    make_assessment(newcomer.user, on=TODAY)
    assert isinstance(close_round(actor=founder.actor, now=NOW, round_id=row.id), RoundSnapshot), (
        "a follower's match was judged when they subscribed"
    )
