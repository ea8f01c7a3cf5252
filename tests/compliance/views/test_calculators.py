"""The calculators as pages: a form for every one of them, refusals at their fields, answers under an address."""

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from compliance.core.calculators import CALCULATORS
from compliance.models import Determination
from tests.events import nothing_changes

pytestmark = pytest.mark.django_db
SMALLEST = {"stage": "a_b", "round_target": "50,000,000", "lead_commitment": "5000000", "ask": "1"}
GRAPH = {
    "commitment": "6000000",
    "round_target": "30000000",
    "nodes.rows": "3",
    "nodes.0.id": "L",
    "nodes.0.kind": "lead",
    "nodes.1.id": "I",
    "nodes.1.kind": "issuer",
    "nodes.2.id": "X",
    "nodes.2.kind": "third_party",
    "edges.rows": "2",
    "edges.0.from": "I",
    "edges.0.to": "X",
    "edges.0.kind": "loan",
    "edges.0.amount": "4000000",
    "edges.1.from": "X",
    "edges.1.to": "L",
    "edges.1.kind": "transfer",
    "edges.1.amount": "5000000",
}


def address(name: str = "lead-ratio") -> str:
    return reverse("compliance:calculator", args=[name])


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().replace("<wbr>", ""))))


def test_the_index_names_every_calculator_with_its_question(founder):
    page = founder.client.get(reverse("compliance:calculators"))
    for each in CALCULATORS.values():
        assert each.about.zh in words(page)
        assert address(each.name) in page.content.decode()


@pytest.mark.parametrize("name", CALCULATORS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_calculator_has_a_form_with_all_it_asks(founder, name: str, language: str):
    founder.client.cookies["django_language"] = language
    page = founder.client.get(address(name))
    assert page.status_code == 200
    titles = [each.title["zh" if language == "zh-hans" else "en"] for each in CALCULATORS[name].takes.fields]
    assert all(title in words(page) for title in titles)


def test_the_answer_has_findings_values_and_a_picture_and_stores_nothing(founder):
    with nothing_changes(Determination):
        page = founder.client.get(address(), {**SMALLEST, "lead_commitment": "2,400,000", "round_target": "80000000"})
    assert page.status_code == 200
    text = words(page)
    assert "领投承诺金额提高到 4,000,000.00 元或以上" in text
    assert "3.00%" in text
    assert "<svg" in page.content.decode()
    assert "lead.own_funds.nominee" in text, "what was not said is not examined"


def test_the_same_address_gives_the_same_answer(founder):
    first, second = (founder.client.get(address(), SMALLEST) for _ in range(2))
    assert first.context["answer"].values == second.context["answer"].values


def test_day_and_release_can_be_chosen(founder):
    page = founder.client.get(address(), {**SMALLEST, "as_of": "2013-10-16", "known_at": "4"})
    assert page.context["answer"].verdict == "REFER"
    assert str(page.context["answer"].as_of) == "2013-10-16"


def test_refusals_stand_at_their_fields_and_what_was_typed_stays(founder):
    page = founder.client.get(address(), {**SMALLEST, "stage": "", "round_target": "much"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"stage", "round_target"}
    assert 'value="much"' in page.content.decode()
    assert "answer" not in page.context


def test_a_refusal_of_a_group_stands_at_the_group(founder):
    given = {**GRAPH, "nodes.0.kind": "bank", "ask": "1"}
    page = founder.client.get(address("funding-look-through"), given)
    assert page.status_code == 422
    assert "须恰有一名领投人" in words(page)


def test_rows_come_and_go_and_keep_what_was_typed(founder):
    page = founder.client.get(address("funding-look-through"), {**GRAPH, "add": "edges"})
    assert page.content.decode().count('name="edges.2.') == 5
    page = founder.client.get(address("funding-look-through"), {**GRAPH, "remove": "edges.0"})
    assert 'name="edges.1.amount"' not in page.content.decode()
    assert page.context["form"]["edges.0.from"].value() == "X"
    assert 'name="edges.rows" value="1"' in page.content.decode()


@pytest.mark.parametrize("where", ["add", "remove"])
@pytest.mark.parametrize("name", ["", "nothing", "edges.9", "edges.x", "nodes.0.id", "..", "edges.0.amount"])
def test_a_button_that_does_not_exist_does_nothing_bad(founder, where: str, name: str):
    assert founder.client.get(address("funding-look-through"), {**GRAPH, where: name}).status_code == 200


def test_the_way_of_the_money_is_drawn_and_told(founder):
    page = founder.client.get(address("funding-look-through"), {**GRAPH, "ask": "1"})
    text = words(page)
    assert "6.67%" in text
    assert "I → X → L" in text
    assert page.content.decode().count("flow-line--refused") >= 2


def test_an_unknown_calculator_is_not_there(founder):
    assert founder.client.get(address("astrology")).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(client):
    assert client.get(address()).status_code == 302
