"""The pages: a determination for those who may read it, and the rulebook for everybody who signed in."""

from uuid import uuid4

import pytest
from django.urls import reverse

from compliance.core.facts import LegalForm
from compliance.core.rules import RULES
from compliance.core.sentences import Sentence
from compliance.library import book
from compliance.models import Determination
from crowdfund.kernel.ids import new_id
from tests.compliance.questions import NOT_STATED, NOW, TOO_LITTLE, ask, facts

pytestmark = pytest.mark.django_db
RULEBOOK = reverse("compliance:rulebook")


def page_of(id: object) -> str:
    return reverse("compliance:determination", args=[id])


def in_english(persona):
    persona.client.cookies["django_language"] = "en"
    return persona.client


def test_a_determination_shows_question_answer_trace_and_book(founder):
    ruling = ask(facts(TOO_LITTLE), by=founder.actor)
    page = founder.client.get(page_of(ruling.id))
    assert page.status_code == 200
    text = page.content.decode().replace("<wbr>", "")
    for shown in (
        "合规判定",
        "私募投资基金监督管理暂行办法",
        "将本轮最低认购金额提高到 1,000,000.00 元或以上。",
        "跟投载体的组织形式",
        "有限合伙企业",
        "800,000.00",
        "第12条",
        "本平台对条文的理解",
        "round.private_fund_2014.minimum_ticket",
        ruling.book_hash,
        ruling.facts_hash,
        str(ruling.id),
    ):
        assert shown in text


def test_the_english_page_is_english(founder):
    ruling = ask(facts(NOT_STATED, LegalForm.CONTRACTUAL_FUND), by=founder.actor)
    founder.user.language = "en"
    founder.user.save()
    text = in_english(founder).get(page_of(ruling.id)).content.decode()
    for shown in (
        "Determination",
        "unknown (not stated)",
        "contractual fund",
        "Supply: minimum ticket of the raise.",
        "article\u00a012",
    ):
        assert shown in text


def test_a_question_that_no_rule_answers_says_why(founder):
    ruling = ask(facts(form=LegalForm.JOINT_STOCK_COMPANY), by=founder.actor)
    text = founder.client.get(page_of(ruling.id)).content.decode()
    assert "股份有限公司是否为私募基金，不能仅凭组织形式判断。" in text
    assert "平台合规规则" in text


def test_changed_facts_are_called_by_their_name(founder):
    ask(facts(TOO_LITTLE), by=founder.actor)
    row = Determination.objects.values().get() | {"id": new_id(NOW), "facts_hash": "0" * 64}
    Determination(**row).save(force_insert=True)
    assert "已被人改动" in founder.client.get(page_of(row["id"])).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("founder", 200),
        ("officer", 200),
        ("auditor", 200),
        ("operator", 404),
        ("lead", 404),
        ("stranger", 404),
        ("partner", 404),
    ],
)
def test_only_the_company_and_the_offices_read_a_determination(personas, who: str, status: int):
    company = personas["founder"].organisation.id
    ruling = ask(organisation_id=company)
    assert personas[who].client.get(page_of(ruling.id)).status_code == status


def test_a_determination_that_does_not_exist_looks_like_one_that_is_hidden(stranger, client):
    hidden, missing = page_of(ask().id), page_of(uuid4())
    assert stranger.client.get(hidden).status_code == stranger.client.get(missing).status_code == 404
    for address in (hidden, missing, RULEBOOK):
        assert client.get(address).headers["Location"] == f"/accounts/login/?next={address}"


def test_a_page_changes_nothing(founder):
    address = page_of(ask(by=founder.actor).id)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(founder.client, method)(address).status_code == 405
    assert Determination.objects.count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_rulebook_prints_every_part_and_who_uses_it(stranger, language: str):
    stranger.user.language = language
    stranger.user.save()
    stranger.client.cookies["django_language"] = language
    page = stranger.client.get(RULEBOOK)
    assert page.status_code == 200
    text = page.content.decode().replace("<wbr>", "").replace("&#x27;", "'")
    for release in book().releases:
        assert release.hash in text
    for instrument in book().instruments:
        assert _in(language, instrument.title) in text
        for parameter in instrument.parameters:
            assert _in(language, parameter.meaning) in text
    for rule in RULES:
        assert rule.id in text
    assert "1,000,000.00" in text


def test_pages_cost_few_statements(founder, django_assert_max_num_queries):
    address = page_of(ask(by=founder.actor).id)
    with django_assert_max_num_queries(12):
        founder.client.get(address)


def _in(language: str, sentence: Sentence) -> str:
    return sentence.en if language == "en" else sentence.zh
