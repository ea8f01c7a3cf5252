"""A lead's own money as a pure case: whose account it came from, what is an edge, and what an officer has seen."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.core.canonical import canonical_json
from compliance.core.facts import FundingReview, PartyKind, PayerMatch, Unknown
from compliance.core.look_through import looked_through
from deals.core.lead_money import (
    KnownNames,
    MoneyCase,
    Received,
    ReviewKind,
    Source,
    carried_over,
    declaration_from,
    declaration_in,
    fingerprint,
    first_case,
    funding_facts_of,
    match_payer,
    plain_declaration,
    review_that_holds,
    same_name,
    unevidenced,
    wrong_opinion,
)
from tests.factories.deals import yuan
from tests.factories.lead_money import salary_and
from tests.factories.leads import salary

NAMES = KnownNames(lead="林岚", issuer="青禾科技有限公司", founders=("陈澄", "何禾"))


def case(*received: tuple[str, str], declared=None, names: KnownNames = NAMES) -> MoneyCase:
    start = first_case(commitment=yuan("4000000.00"), declared=declared or salary(), names=names)
    return replace(start, received=tuple(Received(payer=payer, amount=yuan(amount)) for payer, amount in received))


@pytest.mark.parametrize(
    ("payer", "match"),
    [
        ("林岚", PayerMatch.OWN),
        (" 林 岚 ", PayerMatch.OWN),
        ("青禾科技有限公司", PayerMatch.ISSUER),
        ("何禾", PayerMatch.FOUNDER),
        ("E", PayerMatch.DECLARED),
        ("L", PayerMatch.UNDECLARED),
        ("远山", PayerMatch.UNDECLARED),
        ("", PayerMatch.UNSAID),
        ("  ", PayerMatch.UNSAID),
    ],
)
def test_whose_account_it_came_from(payer: str, match: PayerMatch):
    assert match_payer(payer, names=NAMES, declared=salary()) is match


def test_without_a_checked_name_nothing_is_the_leads_own():
    assert match_payer("林岚", names=replace(NAMES, lead=""), declared=salary()) is PayerMatch.UNDECLARED
    assert not same_name("", "")


def test_a_payment_of_the_issuer_or_a_founder_is_an_edge_and_tainted_to_the_fen():
    facts = funding_facts_of(case(("林岚", "1.00"), ("青禾科技有限公司", "0.01"), ("何禾", "2.00")))
    assert isinstance(facts.payments, tuple)
    assert [each.match for each in facts.payments] == [PayerMatch.OWN, PayerMatch.ISSUER, PayerMatch.FOUNDER]
    assert isinstance(facts.movements, tuple)
    assert [each.source for each in facts.movements] == ["E", "青禾科技有限公司", "何禾"]
    found = looked_through(facts)
    assert found is not None
    assert found.tainted == yuan("2.01")


def test_somebody_undeclared_is_a_third_party_once_and_never_the_lead():
    facts = funding_facts_of(case(("L", "1.00"), ("远山", "2.00"), ("远 山", "3.00")))
    assert isinstance(facts.parties, tuple)
    assert [(each.id, each.kind) for each in facts.parties[2:]] == [
        ("L *", PartyKind.THIRD_PARTY),
        ("远山", PartyKind.THIRD_PARTY),
    ]
    found = looked_through(facts)
    assert found is not None
    assert not found.tainted


def test_who_is_declared_under_the_name_of_the_issuer_is_the_issuer():
    declared = salary_and(("青禾科技（有限公司", "third_party"), ("何禾", "bank"))
    facts = funding_facts_of(case(declared=declared, names=replace(NAMES, issuer="青禾科技(有限公司")))
    assert isinstance(facts.parties, tuple)
    assert [each.kind for each in facts.parties[2:]] == [PartyKind.ISSUER, PartyKind.FOUNDER]


def test_nothing_declared_is_nothing_known():
    facts = funding_facts_of(MoneyCase(commitment=yuan("1.00"), declared=None, sources=(), received=(), names=NAMES))
    assert isinstance(facts.parties, Unknown)
    assert isinstance(facts.payments, Unknown)


def test_each_source_needs_a_document_and_a_relation_needs_none():
    declared = salary_and(("Z", "third_party"))
    sources = [Source(movement=each, evidence_id=UUID(int=1)) for each in declared.movements]
    assert unevidenced(sources) == ("E", "Z")
    assert unevidenced([replace(sources[0], has_evidence=True), sources[1]]) == ("Z",)


def test_a_declaration_comes_back_as_it_was_stored():
    declared = salary_and(("Z", "third_party"))
    assert declaration_from(canonical_json(plain_declaration(declared))) == declared
    bare = replace(declared, holds_for=None)
    assert declaration_from(canonical_json(plain_declaration(bare))) == bare


def test_what_the_bank_saw_is_no_part_of_the_declaration():
    facts = funding_facts_of(case(("远山", "2.00")))
    declared = declaration_in(facts)
    assert declared is not None
    assert declared.movements == salary().movements
    assert declaration_in("something else") is None


def test_documents_stay_with_a_movement_that_stays():
    before = [Source(movement=each, evidence_id=UUID(int=7)) for each in salary().movements]
    after = salary_and(("Z", "third_party")).movements
    assert carried_over(after, before=before) == [UUID(int=7), None]
    assert carried_over([*after[:1], *after[:1]], before=before) == [UUID(int=7), None], "each document once"


def test_an_officers_yes_is_about_what_they_saw():
    seen = fingerprint(case(("远山", "2.00")))
    assert fingerprint(case(("远山", "2.00"), ("林岚", "5.00"))) == seen, "the lead's own money changes nothing"
    assert fingerprint(case(("远山", "2.01"))) != seen
    assert fingerprint(case(("远山", "2.00"), declared=salary_and(("Z", "bank")))) != seen
    holds = review_that_holds(ReviewKind.ACCEPTED, is_answered=False, seen=seen, current=seen)
    assert holds is FundingReview.ACCEPTED
    assert review_that_holds(ReviewKind.ACCEPTED, is_answered=True, seen=seen, current="other") is None
    assert review_that_holds(ReviewKind.ASKED, is_answered=False, seen=seen, current="x") is FundingReview.ASKED
    assert review_that_holds(ReviewKind.ASKED, is_answered=True, seen=seen, current=seen) is None
    assert review_that_holds(None, is_answered=False, seen="", current="") is None


@pytest.mark.parametrize(("text", "codes"), [("", ["required"]), ("x" * 2_001, ["too_long"]), ("Why?", [])])
def test_an_opinion_has_words(text: str, codes: list[str]):
    assert [error.code for error in wrong_opinion(text)] == codes


payers = st.sampled_from(["林岚", "青禾科技有限公司", "何禾", "E", "远山", ""])


@settings(deadline=None)
@given(st.lists(st.tuples(payers, st.integers(1, 10**9)), max_size=5), payers)
def test_one_payment_more_never_lowers_what_is_tainted(paid: list[tuple[str, int]], more: str):
    received = [(payer, f"{fen // 100}.{fen % 100:02d}") for payer, fen in paid]
    before = looked_through(funding_facts_of(case(*received)))
    after = looked_through(funding_facts_of(case(*received, (more, "1.00"))))
    assert before is not None
    assert after is not None
    assert after.tainted >= before.tainted
    assert after.tainted <= yuan("4000000.00")
