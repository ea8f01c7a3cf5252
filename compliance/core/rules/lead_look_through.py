"""compliance / core: the lead's cheque is its own, judged by looking through the parties and movements of its money.

Source: policy of this platform (not law), articles 10 to 12; facts 4.3. The same ids as in `lead_own_funds`, over other
facts. From release 4 on.
"""

from collections.abc import Mapping
from typing import Final

from compliance.core.facts import FundingFacts, Reason, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.look_through import Graph, NoGraph, graph_in, lead_of, loans_to, look_through
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


def lead_tainted_by_look_through(facts: FundingFacts, law: Reading) -> Judged:
    """Refuse a lead whose money may come from the issuer's side, through whomever it went."""
    graph = _graph_or_why(facts)
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
        return _unclear(NOMINEE_ID, _NO_GRAPHS[NoGraph.NO_LEAD], law)
    return nominee_finding(facts.holds_for != lead.id, law, holds_for=facts.holds_for)


def lead_hidden_leverage_by_look_through(facts: FundingFacts, law: Reading) -> Judged:
    """Refuse a lead with a loan that was not disclosed; where this is unknown, it is not examined or referred."""
    graph = _graph_or_why(facts)
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


def _graph_or_why(facts: FundingFacts) -> Graph | Missing | Sentence:
    """Return the graph, which facts are missing, or why these are no graph."""
    graph = graph_in(facts)
    if graph is None:
        return Missing(("commitment", "parties", "movements"))
    return _NO_GRAPHS[graph] if isinstance(graph, NoGraph) else graph


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


_NO_GRAPHS: Final[Mapping[NoGraph, Sentence]] = {
    NoGraph.NO_LEAD: Sentence(zh="资金往来方中须恰有一名领投人。", en="Exactly one of the parties must be the lead."),
    NoGraph.NOT_LISTED: Sentence(
        zh="资金往来的双方须各列出一次。", en="Both ends of each movement must be listed among the parties, each once."
    ),
    NoGraph.CURRENCIES: Sentence(
        zh="资金往来须与领投承诺金额同一币种。", en="The movements must be in the currency of the commitment."
    ),
}
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
