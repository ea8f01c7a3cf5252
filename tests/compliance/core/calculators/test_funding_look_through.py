"""The calculator of a lead's money: what is no graph, what a declaration leaves open, and the same answer each time."""

import itertools
from datetime import date
from typing import Any

from compliance.core.calculators.calculator import calculate
from compliance.core.calculators.funding_look_through import FUNDING_LOOK_THROUGH, read_declaration
from compliance.core.calculators.raw import read_json
from compliance.core.facts import Reason, Unknown
from compliance.library import book

NODES = [{"id": "L", "kind": "lead"}, {"id": "B", "kind": "bank"}]
LOAN = {"from": "B", "to": "L", "kind": "loan", "amount": "1.00"}


def ask(**more: Any) -> Any:
    raw = {"commitment": "1.00", "nodes": NODES, "edges": [LOAN], **more}
    return calculate(calculator=FUNDING_LOOK_THROUGH, raw=raw, book=book(), today=date(2026, 11, 22))


def places(answer: Any) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in answer]


def test_a_graph_has_one_lead_and_names_of_its_own():
    assert places(ask(nodes=[NODES[1]], edges=[])) == [("/nodes", "contradictory")]
    assert places(ask(nodes=[*NODES, {"id": "Z", "kind": "lead"}])) == [("/nodes", "contradictory")]
    assert places(ask(nodes=[*NODES, {"id": "B", "kind": "issuer"}])) == [("/nodes/2/id", "contradictory")]


def test_ends_are_listed_and_amounts_stand_where_they_can():
    relation = {"from": "B", "to": "L", "kind": "relation", "amount": "1.00"}
    gone = {"from": "Q", "to": "W", "kind": "transfer"}
    assert places(ask(edges=[relation, gone], holds_for="Q")) == [
        ("/edges/0/amount", "contradictory"),
        ("/edges/1/amount", "required"),
        ("/edges/1/from", "not_a_choice"),
        ("/edges/1/to", "not_a_choice"),
        ("/holds_for", "not_a_choice"),
    ]


def test_a_loan_of_which_nobody_said_whether_it_was_disclosed_is_not_examined():
    answer = ask(holds_for="L")
    assert answer["verdict"] == "PERMIT"
    assert answer["not_examined"] == [
        {"rule": "lead.own_funds.hidden_leverage", "missing": ["disclosed"]},
        {"rule": "lead.own_funds.evidence", "missing": ["unevidenced"]},
        {"rule": "lead.own_funds.payer", "missing": ["payments", "unevidenced"]},
    ]
    assert answer["leverage_amount"] == "1.00"
    hidden = ask(edges=[{**LOAN, "disclosed": False}])
    assert hidden["findings"][0]["rule"] == "lead.own_funds.hidden_leverage"


def test_what_a_declaration_leaves_out_is_not_stated_and_so_referred():
    declared, wrong = read_declaration({"nodes": NODES, "edges": [LOAN]})
    assert wrong == ()
    assert declared is not None
    assert declared.movements[0].is_disclosed == Unknown(Reason.NOT_STATED)
    assert declared.holds_for is None


def test_a_declaration_is_read_as_strictly_as_the_calculator():
    assert places(read_declaration(read_json("{"))[1]) == [("", "invalid")]
    assert places(read_declaration([])[1]) == [("", "invalid")]
    assert places(read_declaration({"nodes": NODES, "edges": [], "commitment": "1.00"})[1]) == [
        ("/commitment", "unknown")
    ]


def test_money_is_followed_through_a_long_chain_and_no_further_than_a_list_may_be():
    def chain(length: int) -> Any:
        ids = ["I", *(f"N{n}" for n in range(length)), "L"]
        kinds = {"I": "issuer", "L": "lead"}
        edges = [
            {"from": left, "to": right, "kind": "transfer", "amount": "5.00"} for left, right in itertools.pairwise(ids)
        ]
        nodes = [{"id": name, "kind": kinds.get(name, "third_party")} for name in ids]
        return ask(commitment="7.00", nodes=nodes, edges=edges)

    assert chain(998)["tainted_amount"] == "5.00"
    assert places(chain(999)) == [("/nodes", "too_large")]
