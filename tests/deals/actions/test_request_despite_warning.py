"""A written request keeps the warning that was read; it is taken only where there is something to ask for."""

from datetime import timedelta
from typing import Any

import pytest

from compliance.core.facts import InvestorClass
from compliance.library import special_warnings
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound
from deals.actions.request_despite_warning import NothingToAskFor, WarningChanged, request_despite_warning
from deals.core.states import RoundState
from deals.core.suitability import LONGEST_REQUEST
from deals.models import Round, SuitabilityRequest
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import make_user
from tests.factories.compliance import make_assessment
from tests.factories.deals import NOW, TODAY, make_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db

WORDS = "  I know that it does not suit me.  "


@pytest.fixture
def row(founder: Persona) -> Round:
    return make_round(founder, state=RoundState.OPEN)


@pytest.fixture
def cautious(db: None) -> Persona:
    """A checked investor of class C3."""
    persona = Persona(make_user("cautious@example.com", roles=[Role.INVESTOR], is_checked=True))
    make_assessment(persona.user, InvestorClass.C3)
    return persona


def ask(persona: Persona, row: Round, **more: Any) -> Any:
    given = {"version": 1, "language": "en", "statement": WORDS, **more}
    return request_despite_warning(actor=persona.actor, now=given.pop("now", NOW), round_id=row.id, **given)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_keeps_the_warning_as_it_was_shown(row: Round, cautious: Persona, language: str):
    with recorded() as events:
        done = ask(cautious, row, language=language)
    stored = SuitabilityRequest.objects.get()
    warning = special_warnings()[0]
    assert stored.id == done
    assert (stored.warning, stored.warning_hash) == (1, warning.hash)
    assert stored.shown.splitlines() == [paragraph[language] for paragraph in warning.paragraphs]
    assert (stored.statement, stored.requested_at) == (WORDS.strip(), NOW)
    assert (stored.investor_class, stored.product_grade, stored.investor_id) == ("C3", "R5", cautious.id)
    assert verbs(events) == ["suitability.requested"]
    assert WORDS.strip() not in str(events[0].after)
    assert events[0].organisation_id is None


def test_one_request_is_enough(row: Round, cautious: Persona):
    ask(cautious, row)
    with nothing_changes(SuitabilityRequest), pytest.raises(NothingToAskFor):
        ask(cautious, row)


@pytest.mark.parametrize("investor_class", [InvestorClass.C5, InvestorClass.C1_LOWEST, None])
def test_nothing_to_ask_for(row: Round, investor_class: InvestorClass | None):
    persona = Persona(make_user("other@example.com", roles=[Role.INVESTOR], is_checked=True))
    if investor_class:
        make_assessment(persona.user, investor_class)
    with nothing_changes(SuitabilityRequest), pytest.raises(NothingToAskFor):
        ask(persona, row)


def test_nothing_to_ask_for_once_the_assessment_has_run_out(row: Round):
    persona = Persona(make_user("other@example.com", roles=[Role.INVESTOR], is_checked=True))
    make_assessment(persona.user, InvestorClass.C3, on=TODAY.replace(year=TODAY.year - 3))
    with nothing_changes(SuitabilityRequest), pytest.raises(NothingToAskFor):
        ask(persona, row)


def test_the_warning_in_use_was_read(row: Round, cautious: Persona):
    with nothing_changes(SuitabilityRequest), pytest.raises(WarningChanged):
        ask(cautious, row, version=2)


@pytest.mark.parametrize(("statement", "code"), [(" \n", "required"), ("x" * (LONGEST_REQUEST + 1), "too_long")])
def test_it_is_in_ones_own_words(row: Round, cautious: Persona, statement: str, code: str):
    with nothing_changes(SuitabilityRequest), pytest.raises(Invalid) as wrong:
        ask(cautious, row, statement=statement)
    assert [(each.pointer, each.code) for each in wrong.value.errors] == [("/statement", code)]


def test_a_raise_that_takes_no_money(founder: Persona, row: Round, cautious: Persona):
    with nothing_changes(SuitabilityRequest), pytest.raises(IllegalMove):
        ask(cautious, row, now=NOW + timedelta(days=61))
    approved = make_round(founder, state=RoundState.APPROVED)
    with nothing_changes(SuitabilityRequest), pytest.raises(NotFound):
        ask(cautious, approved)


def test_only_who_may_commit_money(row: Round, founder: Persona, officer: Persona, stranger: Persona):
    for persona, error in ((founder, NotAuthorised), (officer, NotAuthorised), (stranger, NotFound)):
        with nothing_changes(SuitabilityRequest), pytest.raises(error):
            ask(persona, row)
