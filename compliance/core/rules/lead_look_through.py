"""compliance / core: the lead's cheque is its own, judged by looking through the parties and movements of its money.

Source: policy of this platform (not law), articles 10 to 12; facts 4.3. The same ids as in `lead_own_funds`, over other
facts. From release 4 on.
"""

from dataclasses import dataclass
from typing import Final

from compliance.core.facts import FundingFacts, Movement, Party, Reason, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.look_through import lead_of, loans_to, look_through
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, Reading, Rule
from compliance.core.rules.lead_own_funds import (
    HIDDEN_LEVERAGE_ID,
    HIDDEN_LEVERAGE_PROVISION,
    NOMINEE_ID,
    NOMINEE_PROVISION,
    TAINTED_ID,
    TAINTED_PROVISION,
    hidden_leverage_finding,
    nominee_finding,
    tainted_finding,
)
from compliance.core.sentences import Sentence
from crowdfund.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graph:
    """A graph with exactly one lead, whose movements all go between listed parties in one currency."""

    cheque: Money
    lead: Party
    parties: tuple[Party, ...]
    movements: tuple[Movement, ...]


def lead_tainted_by_look_through(facts: FundingFacts, law: Reading) -> Judged:
    """Refuse a lead whose money may come from the issuer's side, through whomever it went."""
    graph = _graph_in(facts)
    if isinstance(graph, Missing):
        return graph
    if isinstance(graph, Sentence):
        return _unclear(TAINTED_ID, graph, law)
    found = look_through(cheque=graph.cheque, lead=graph.lead, parties=graph.parties, movements=graph.movements)
    return tainted_finding(found.tainted, law)


def lead_nominee_by_look_through(facts: FundingFacts, law: Reading) -> Judged:
    """Refuse a lead that holds for another party than itself."""
    if isinstance(facts.holds_for, Unknown) or isinstance(facts.parties, Unknown):
        return Missing(("holds_for", "parties"))
    lead = lead_of(facts.parties)
    if lead is None:
        return _unclear(NOMINEE_ID, _NO_LEAD, law)
    return nominee_finding(facts.holds_for != lead.id, law, holds_for=facts.holds_for)


def lead_hidden_leverage_by_look_through(facts: FundingFacts, law: Reading) -> Judged:
    """Refuse a lead with a loan that was not disclosed; where this is unknown, it is not examined or referred."""
    graph = _graph_in(facts)
    if isinstance(graph, Missing):
        return graph
    if isinstance(graph, Sentence):
        return _unclear(HIDDEN_LEVERAGE_ID, graph, law)
    told = [loan.is_disclosed for loan in loans_to(graph.lead, graph.movements)]
    if False in told:
        return hidden_leverage_finding(True, law)
    untold = [each for each in told if isinstance(each, Unknown)]
    if not untold:
        return hidden_leverage_finding(False, law)
    if all(each.reason is Reason.NOT_SENT for each in untold):
        return Missing(("disclosed",))
    return _unclear(HIDDEN_LEVERAGE_ID, _NOT_TOLD, law)


def _graph_in(facts: FundingFacts) -> _Graph | Missing | Sentence:
    """Return the graph, which facts are missing, or why these are no graph."""
    cheque, parties, movements = facts.commitment, facts.parties, facts.movements
    if isinstance(cheque, Unknown) or isinstance(parties, Unknown) or isinstance(movements, Unknown):
        return Missing(("commitment", "parties", "movements"))
    lead = lead_of(parties)
    if lead is None:
        return _NO_LEAD
    ids = {party.id for party in parties}
    if len(ids) < len(parties) or any(not {each.source, each.target} <= ids for each in movements):
        return _NOT_LISTED
    if any(each.amount is not None and each.amount.currency is not cheque.currency for each in movements):
        return _CURRENCIES
    return _Graph(cheque=cheque, lead=lead, parties=parties, movements=movements)


def _unclear(rule: str, why: Sentence, law: Reading) -> Finding:
    return Finding(
        rule=rule,
        outcome=Outcome.REFER,
        measured=UNKNOWN,
        limit="",
        citation=law.own_citation,
        message=why,
        remedy=_TELL,
    )


_NO_LEAD: Final = Sentence(zh="资金往来方中须恰有一名领投人。", en="Exactly one of the parties must be the lead.")
_NOT_LISTED: Final = Sentence(
    zh="资金往来的双方须各列出一次。", en="Both ends of each movement must be listed among the parties, each once."
)
_CURRENCIES: Final = Sentence(
    zh="资金往来须与领投承诺金额同一币种。", en="The movements must be in the currency of the commitment."
)
_NOT_TOLD: Final = Sentence(
    zh="领投人有一笔借款未说明是否已披露。", en="Whether a loan to the lead was disclosed is not known."
)
_TELL: Final = Sentence(
    zh="请补充领投资金的来源说明。", en="Complete the declaration of where the lead's money comes from."
)

LEAD_LOOK_THROUGH: Final = (
    Rule(
        id=TAINTED_ID,
        facts=FundingFacts,
        provision=TAINTED_PROVISION,
        reads=frozenset(),
        judge=lead_tainted_by_look_through,
        since_release=4,
    ),
    Rule(
        id=NOMINEE_ID,
        facts=FundingFacts,
        provision=NOMINEE_PROVISION,
        reads=frozenset(),
        judge=lead_nominee_by_look_through,
        since_release=4,
    ),
    Rule(
        id=HIDDEN_LEVERAGE_ID,
        facts=FundingFacts,
        provision=HIDDEN_LEVERAGE_PROVISION,
        reads=frozenset(),
        judge=lead_hidden_leverage_by_look_through,
        since_release=4,
    ),
)
"""The rules on the lead's own money over declared parties and movements, in the order of the policy's articles."""
