"""Maximum flow from the issuer's side to the cheque: bounds, ways that add up, and no luck of the order."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.core.canonical import facts_from_plain, plain_facts
from compliance.core.engine import judge
from compliance.core.facts import FundingFacts, Movement, MovementKind, Party, PartyKind
from compliance.core.look_through import Graph, LookThrough, NoGraph, graph_in, lead_of, look_through, looked_through
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.library import book
from crowdfund.kernel.money import Currency, Money
from tests.compliance.strategies import funding_facts, unknowns

LEAD = Party(id="L", kind=PartyKind.LEAD)
ISSUER = Party(id="I", kind=PartyKind.ISSUER)
FRIEND = Party(id="X", kind=PartyKind.THIRD_PARTY)
OTHER = Party(id="Y", kind=PartyKind.THIRD_PARTY)


def yuan(amount: int) -> Money:
    return Money(100 * amount, Currency.CNY)


def move(source: Party, target: Party, amount: int | None, kind: MovementKind = MovementKind.TRANSFER) -> Movement:
    money = None if amount is None else yuan(amount)
    return Movement(source=source.id, target=target.id, kind=kind, amount=money, is_disclosed=True)


def found(cheque: int, *movements: Movement) -> LookThrough:
    parties = [LEAD, ISSUER, FRIEND, OTHER]
    return look_through(cheque=yuan(cheque), lead=LEAD, parties=parties, movements=movements)


def test_a_way_carries_no_more_than_its_narrowest_part():
    answer = found(10, move(ISSUER, FRIEND, 7), move(FRIEND, LEAD, 4))
    assert answer.tainted == yuan(4)
    assert [(way.parties, way.amount) for way in answer.ways] == [(("I", "X", "L"), yuan(4))]


def test_two_ways_add_up_and_share_what_they_share():
    answer = found(10, move(ISSUER, FRIEND, 3), move(ISSUER, OTHER, 5), move(FRIEND, LEAD, 9), move(OTHER, FRIEND, 4))
    assert answer.tainted == yuan(7)
    assert sum(way.amount.minor for way in answer.ways) == yuan(7).minor


def test_two_movements_between_the_same_two_add_up():
    assert found(10, move(ISSUER, LEAD, 3), move(ISSUER, LEAD, 4, MovementKind.LOAN)).tainted == yuan(7)


def test_a_relation_carries_any_amount_and_only_from_its_beginning():
    related = move(ISSUER, FRIEND, None, MovementKind.RELATION)
    assert found(10, related, move(FRIEND, LEAD, 10)).tainted == yuan(10)
    backwards = move(FRIEND, ISSUER, None, MovementKind.RELATION)
    assert found(10, backwards, move(FRIEND, LEAD, 10)).tainted == yuan(0)


def test_money_that_runs_in_a_circle_is_counted_once():
    answer = found(10, move(ISSUER, FRIEND, 5), move(FRIEND, OTHER, 5), move(OTHER, FRIEND, 5), move(FRIEND, LEAD, 9))
    assert answer.tainted == yuan(5)


def test_what_was_lent_to_the_lead_is_leverage_up_to_the_cheque():
    loan = move(FRIEND, LEAD, 6, MovementKind.LOAN)
    assert found(10, loan, move(FRIEND, OTHER, 9, MovementKind.LOAN)).leverage == yuan(6)
    assert found(10, loan, loan).leverage == yuan(10)


def test_a_cheque_of_nothing_carries_nothing():
    assert found(0, move(ISSUER, LEAD, 5)) == LookThrough(tainted=yuan(0), leverage=yuan(0), ways=())


def test_a_party_may_be_called_like_an_end_of_the_network():
    odd = Party(id="source", kind=PartyKind.FOUNDER)
    parties = [LEAD, odd, Party(id="cheque", kind=PartyKind.BANK)]
    answer = look_through(cheque=yuan(5), lead=LEAD, parties=parties, movements=[move(odd, LEAD, 3)])
    assert answer.tainted == yuan(3)


def asked(parties: tuple[Party, ...], movements: tuple[Movement, ...]) -> FundingFacts:
    """Return the question about a cheque of one yuan, of which nothing has been paid."""
    return FundingFacts(
        commitment=yuan(1),
        parties=parties,
        movements=movements,
        holds_for="L",
        unevidenced=(),
        payments=(),
        review=None,
    )


@pytest.mark.parametrize(
    ("parties", "movements", "why"),
    [
        ((ISSUER,), (), NoGraph.NO_LEAD),
        ((LEAD, LEAD), (), NoGraph.NO_LEAD),
        ((LEAD, ISSUER, ISSUER), (), NoGraph.NOT_LISTED),
        ((LEAD,), (move(FRIEND, LEAD, 1),), NoGraph.NOT_LISTED),
    ],
)
def test_what_is_no_graph_says_why(parties: tuple[Party, ...], movements: tuple[Movement, ...], why: NoGraph):
    facts = asked(parties, movements)
    assert graph_in(facts) is why
    assert looked_through(facts) is None


def test_two_currencies_are_no_graph():
    dollars = Movement(source="I", target="L", kind=MovementKind.LOAN, amount=Money(1, Currency.USD), is_disclosed=True)
    facts = asked((LEAD, ISSUER), (dollars,))
    assert graph_in(facts) is NoGraph.CURRENCIES


@settings(deadline=None)
@given(funding_facts(), st.randoms(use_true_random=False))
def test_the_flow_has_its_bounds_and_the_order_changes_nothing(facts: FundingFacts, luck):
    graph = graph_in(facts)
    assert isinstance(graph, Graph)
    answer = looked_through(facts)
    assert answer is not None
    bad = {party.id for party in graph.parties if party.kind.is_tainted}
    out = [each for each in graph.movements if each.source in bad]
    assert answer.tainted <= graph.cheque
    assert answer.leverage <= graph.cheque
    if all(each.amount is not None for each in out):
        assert answer.tainted.minor <= sum(each.amount.minor for each in out if each.amount is not None)
    assert answer.tainted.minor == sum(way.amount.minor for way in answer.ways)
    assert all(way.parties[0] in bad and way.parties[-1] == graph.lead.id for way in answer.ways)
    shuffled = [*graph.parties], [*graph.movements]
    for part in shuffled:
        luck.shuffle(part)
    again = look_through(cheque=graph.cheque, lead=graph.lead, parties=shuffled[0], movements=shuffled[1])
    assert again == answer


def narrowest_cut(graph: Graph) -> int:
    """Return the least that could be blocked so that nothing tainted arrives, by trying every set of parties.

    By the theorem of Ford and Fulkerson it is the largest flow; nothing of the code under test is used.
    """
    cheque = graph.cheque.minor
    others = [party for party in graph.parties if party != graph.lead]
    least = cheque
    for chosen in range(2 ** len(others)):
        side = {party.id for n, party in enumerate(others) if chosen >> n & 1}
        sources = sum(cheque for party in others if party.kind.is_tainted and party.id not in side)
        crossing = [each for each in graph.movements if each.source in side and each.target not in side]
        carried = sum(cheque if each.amount is None else each.amount.minor for each in crossing)
        least = min(least, sources + carried)
    return least


@settings(deadline=None)
@given(funding_facts())
def test_what_is_tainted_is_the_narrowest_cut(facts: FundingFacts):
    graph = graph_in(facts)
    answer = looked_through(facts)
    assert isinstance(graph, Graph)
    assert answer is not None
    assert answer.tainted.minor == narrowest_cut(graph)


@settings(deadline=None)
@given(funding_facts(), st.integers(0, 11), st.integers(0, 10**9))
def test_less_moved_is_never_more_tainted(facts: FundingFacts, which: int, amount: int):
    assert isinstance(facts.movements, tuple)
    before = looked_through(facts)
    movements = [
        replace(each, amount=Money(min(amount, each.amount.minor), Currency.CNY))
        if n == which and each.amount
        else each
        for n, each in enumerate(facts.movements)
    ]
    after = looked_through(replace(facts, movements=tuple(movements)))
    assert before is not None
    assert after is not None
    assert after.tainted <= before.tainted


@settings(deadline=None)
@given(funding_facts(), st.integers(0, 10**9))
def test_a_larger_cheque_of_clean_money_never_lowers_what_is_clean(facts: FundingFacts, more: int):
    assert isinstance(facts.commitment, Money)
    assert isinstance(facts.parties, tuple)
    before = looked_through(facts)
    bigger = replace(facts, commitment=facts.commitment + Money(more, Currency.CNY))
    after = looked_through(bigger)
    assert before is not None
    assert after is not None
    assert lead_of(facts.parties) is not None
    assert bigger.commitment - after.tainted >= facts.commitment - before.tainted  # type: ignore[operator]


@settings(deadline=None)
@given(funding_facts(), st.sampled_from(sorted(FundingFacts.names)), unknowns)
def test_an_added_unknown_never_turns_a_refusal_into_a_permission(facts: FundingFacts, field: str, lost):
    view = book().at(date(2026, 11, 22), known_at=5)
    before = judge(facts=facts, view=view, rules=RULES)
    plain = {name: getattr(facts, name) for name in FundingFacts.names}
    after = judge(facts=FundingFacts(**{**plain, field: lost}), view=view, rules=RULES)
    permits = after.findings and after.verdict in (Outcome.PERMIT, Outcome.ADVISE)
    assert before.verdict is not Outcome.DENY or not permits or after.not_examined
    again = facts_from_plain(kind=facts.kind, plain=plain_facts(facts))
    assert judge(facts=again, view=view, rules=RULES) == before
