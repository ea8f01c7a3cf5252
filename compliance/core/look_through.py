"""compliance / core: how much of a lead's cheque may come from the issuer's side: a maximum flow, exact to the fen.

Every party of the issuer's side may send any amount; each movement carries at most its own amount, a relation any. What
can reach the lead at most, up to the cheque, is tainted. Which movements carried it can't be known, so one possible way
is named. Source: platform policy, article 10; facts 4.3.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeAlias

import networkx
from networkx.algorithms.flow import dinitz

from compliance.core.facts import FundingFacts, Movement, MovementKind, Party, PartyKind, Unknown
from crowdfund.kernel.money import Money

_Node: TypeAlias = tuple[str, str]
_Flow: TypeAlias = dict[_Node, dict[_Node, int]]
_SOURCE: _Node = ("", "source")
_CHEQUE: _Node = ("", "cheque")
"""Two ends that no party can be mistaken for, since a party's node begins with another word."""


class NoGraph(StrEnum):
    """Why facts about a lead's money are no graph."""

    NO_LEAD = "no_lead"
    NOT_LISTED = "not_listed"
    """An end of a movement is not among the parties, or a party is listed twice."""
    CURRENCIES = "currencies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A graph with exactly one lead, whose movements all go between listed parties in the currency of the cheque."""

    cheque: Money
    lead: Party
    parties: tuple[Party, ...]
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Money that may have gone through these parties, from the issuer's side to the lead."""

    parties: tuple[str, ...]
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LookThrough:
    """What looking through the parties found: `tainted` is never more than the cheque, and the sum of the `ways`.

    `leverage` is what was lent to the lead itself, at most the cheque.
    """

    tainted: Money
    leverage: Money
    ways: tuple[Way, ...]


def lead_of(parties: Sequence[Party]) -> Party | None:
    """Return the lead; None where there is none or more than one."""
    leads = [party for party in parties if party.kind is PartyKind.LEAD]
    return leads[0] if len(leads) == 1 else None


def loans_to(lead: Party, movements: Sequence[Movement]) -> tuple[Movement, ...]:
    """Return the loans that go to the lead itself."""
    return tuple(each for each in movements if each.kind is MovementKind.LOAN and each.target == lead.id)


def looked_through(facts: FundingFacts) -> LookThrough | None:
    """Return what looking through the facts finds; None where they are no graph with one lead in one currency."""
    graph = graph_in(facts)
    if not isinstance(graph, Graph):
        return None
    return look_through(cheque=graph.cheque, lead=graph.lead, parties=graph.parties, movements=graph.movements)


def graph_in(facts: FundingFacts) -> Graph | NoGraph | None:
    """Return the graph, or why these facts are none; None where some of them are unknown."""
    cheque, parties, movements = facts.commitment, facts.parties, facts.movements
    if isinstance(cheque, Unknown) or isinstance(parties, Unknown) or isinstance(movements, Unknown):
        return None
    lead = lead_of(parties)
    if lead is None:
        return NoGraph.NO_LEAD
    ids = {party.id for party in parties}
    if len(ids) < len(parties) or any(not {each.source, each.target} <= ids for each in movements):
        return NoGraph.NOT_LISTED
    if any(each.amount is not None and each.amount.currency is not cheque.currency for each in movements):
        return NoGraph.CURRENCIES
    return Graph(cheque=cheque, lead=lead, parties=parties, movements=movements)


def look_through(*, cheque: Money, lead: Party, parties: Sequence[Party], movements: Sequence[Movement]) -> LookThrough:
    """Return what may come from the issuer's side; the same graph in another order gives the same answer.

    Amounts are in the currency of the cheque. Cost: a few milliseconds for some hundred movements.

    :raises KeyError: a movement names a party that is not listed.
    """
    network = _network(cheque, lead, parties, movements)
    flow: _Flow = {}
    if cheque.minor > 0:
        _, flow = networkx.maximum_flow(network, _SOURCE, _CHEQUE, flow_func=dinitz)
    ways = _ways(flow, cheque)
    lent = sum(each.amount.minor for each in loans_to(lead, movements) if each.amount is not None)
    return LookThrough(
        tainted=Money(sum(way.amount.minor for way in ways), cheque.currency),
        leverage=Money(min(lent, cheque.minor), cheque.currency),
        ways=ways,
    )


def _network(cheque: Money, lead: Party, parties: Sequence[Party], movements: Sequence[Movement]) -> Any:
    """Return the graph of capacities in fen; nothing can carry more than the cheque, so nothing need be unlimited."""
    network = networkx.DiGraph()
    network.add_nodes_from([_SOURCE, _CHEQUE])
    known = {party.id: ("party", party.id) for party in sorted(parties, key=lambda party: party.id)}
    network.add_nodes_from(known.values())
    for party in sorted(parties, key=lambda party: party.id):
        if party.kind.is_tainted:
            network.add_edge(_SOURCE, known[party.id], capacity=cheque.minor)
    for (source, target), capacity in sorted(_capacities(cheque, movements).items()):
        network.add_edge(known[source], known[target], capacity=capacity)
    network.add_edge(known[lead.id], _CHEQUE, capacity=cheque.minor)
    return network


def _capacities(cheque: Money, movements: Sequence[Movement]) -> dict[tuple[str, str], int]:
    """Return how much can go from one party to another by all movements between them, at most the cheque."""
    capacities: dict[tuple[str, str], int] = {}
    for each in movements:
        ends = (each.source, each.target)
        amount = cheque.minor if each.amount is None else each.amount.minor
        capacities[ends] = min(cheque.minor, capacities.get(ends, 0) + amount)
    return capacities


def _ways(flow: _Flow, cheque: Money) -> tuple[Way, ...]:
    """Return the flow as single ways, the shortest first; money that runs in a circle belongs to none."""
    left = {node: {to: amount for to, amount in sorted(out.items()) if amount} for node, out in flow.items()}
    found: list[Way] = []
    while way := _shortest(left):
        amount = min(left[here][there] for here, there in pairwise(way))
        for here, there in pairwise(way):
            left[here][there] -= amount
        found.append(Way(parties=tuple(name for _, name in way[1:-1]), amount=Money(amount, cheque.currency)))
    return tuple(found)


def _shortest(left: _Flow) -> tuple[_Node, ...]:
    """Return a shortest way from the source to the cheque on which something is left, or nothing."""
    came_from: dict[_Node, _Node] = {}
    waiting = deque([_SOURCE])
    while waiting:
        here = waiting.popleft()
        if here == _CHEQUE:
            way = [here]
            while way[-1] != _SOURCE:
                way.append(came_from[way[-1]])
            return tuple(reversed(way))
        for there, amount in left.get(here, {}).items():
            if amount > 0 and there not in came_from and there != _SOURCE:
                came_from[there] = here
                waiting.append(there)
    return ()
