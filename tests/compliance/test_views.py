"""The pages: a determination for those who may read it, and the rulebook for everybody who signed in."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from compliance.core.declaration import NOTHING_DECLARED
from compliance.core.facts import LegalForm
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.sentences import Sentence
from compliance.library import book
from compliance.models import Determination
from compliance.queries import is_certified, own_certifications
from crowdfund.db.clock import business_now
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.ids import new_id
from crowdfund.kernel.money import Currency, Money
from tests.compliance.questions import NOT_STATED, NOW, TOO_LITTLE, ask, facts
from tests.factories.compliance import make_application, make_certification, make_determination

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
    founder.client.get(address)
    with django_assert_max_num_queries(12):
        founder.client.get(address)


def _in(language: str, sentence: Sentence) -> str:
    return sentence.en if language == "en" else sentence.zh


OWN = reverse("compliance:certification")
QUEUE = reverse("compliance:certifications")
APPLICATION = {"evidence": "financial_assets", "statement": "Deposits of 3,200,000 yuan."}


def decision_on(row: object) -> str:
    return reverse("compliance:certification_decision", args=[row])


def test_an_investor_applies_and_sees_where_they_stand(follower):
    text = follower.client.get(OWN).content.decode()
    assert "私募投资基金监督管理暂行办法" in text
    assert "第12条" in text.replace("\u00a0", "")
    assert follower.submit(OWN, APPLICATION)["Location"] == OWN
    text = follower.client.get(OWN).content.decode()
    assert "待决定" in text
    assert 'name="statement"' not in text


def test_an_application_without_a_statement_comes_back(follower):
    page = follower.submit(OWN, {"evidence": "financial_assets"})
    assert (page.status_code, set(page.context["form"].errors)) == (422, {"statement"})


def test_a_second_application_keeps_what_was_typed_and_says_why(follower):
    make_application(follower.user)
    page = follower.submit(OWN, APPLICATION)
    assert page.status_code == 409
    assert "已有申请在等待决定" in page.content.decode()


def test_who_is_not_checked_is_told_what_comes_first(stranger):
    text = stranger.client.get(OWN).content.decode()
    assert "请先完成身份核验" in text
    assert 'name="statement"' not in text


def test_the_page_shows_expiry_and_offers_to_apply_again(follower):
    make_certification(follower.user, on=date(2020, 1, 1))
    text = follower.client.get(OWN).content.decode()
    assert "已过期" in text
    assert "2020-12-31 周四" in text, "the last day on which it held"
    assert "再次申请" in text


def test_a_refusal_is_shown_with_its_reason(follower, officer):
    row = make_application(follower.user)
    assert officer.submit(decision_on(row.id), {"decision": "refuse", "reason": "没有金额"}).status_code == 303
    assert "没有金额" in follower.client.get(OWN).content.decode()


def test_an_officer_finds_the_application_reads_it_and_certifies(follower, officer):
    row = make_application(follower.user)
    address = decision_on(row.id)
    assert address in officer.client.get(QUEUE).content.decode()
    assert row.statement in officer.client.get(address).content.decode()
    assert officer.submit(address, {"decision": "approve"})["Location"] == QUEUE
    assert address not in officer.client.get(QUEUE).content.decode()
    assert is_certified(follower.id, on=legal_day(business_now()))
    assert 'name="decision"' not in officer.client.get(address).content.decode()


def test_an_officer_confirms_first(follower, officer):
    row = make_application(follower.user)
    officer.step_down()
    assert officer.client.get(decision_on(row.id)).status_code == 302
    assert officer.submit(decision_on(row.id), {"decision": "approve"}).status_code == 403
    assert not is_certified(follower.id, on=legal_day(business_now()))


def test_only_officers_see_the_queue(personas):
    allowed = {name for name, persona in personas.items() if persona.client.get(QUEUE).status_code == 200}
    assert allowed == {"officer"}


def test_the_navigation_leads_there(follower, officer, stranger):
    own_file = reverse("compliance:own_file")
    assert own_file in follower.client.get(RULEBOOK).content.decode()
    assert OWN in follower.client.get(own_file).content.decode()
    assert QUEUE in officer.client.get(RULEBOOK).content.decode()
    assert OWN not in stranger.client.get(RULEBOOK).content.decode()


def test_the_pages_are_english_too(follower, officer):
    row = make_application(follower.user)
    for persona, address in ((follower, OWN), (officer, QUEUE), (officer, decision_on(row.id))):
        persona.user.language = "en"
        persona.user.save()
        text = in_english(persona).get(address).content.decode()
        assert "An individual with financial assets of at least 3,000,000 yuan" in text


WEALTHY = APPLICATION | {"deposits": "3200000", "ticket": "1234567"}


def test_an_auditor_reads_what_was_decided_and_no_figure(follower, officer, auditor):
    follower.submit(OWN, WEALTHY)
    row = Determination.objects.get()
    address, readers = page_of(row.id), (follower, officer, auditor)
    pages = [(each, each.client.get(address).content.decode()) for each in readers]
    for reader, text in pages:
        reads = reader is not auditor
        assert ("1,234,567.00" in text) is reads
        assert ("3,200,000.00" in text) is reads
        assert "qualified.private_fund_2014.ticket" in text.replace("<wbr>", "")
    assert "已加密" in pages[-1][1]


def test_no_list_and_no_file_names_a_figure(follower, officer):
    follower.submit(OWN, WEALTHY)
    listed = reverse("compliance:determinations")
    exported = officer.submit(reverse("compliance:determinations_csv"), {})
    for page in (officer.client.get(listed).content, b"".join(exported.streaming_content)):
        text = page.decode("utf-8")
        assert "qualif" in text or "合格投资者认定" in text
        assert not [figure for figure in ("1234567", "1,234,567", "3200000", "3,200,000") if figure in text]


def test_each_regime_has_its_own_form(follower):
    page = follower.client.get(OWN, {"regime": "asset_management_2018"})
    text = page.content.decode()
    assert 'name="experience_years"' in text
    assert 'name="manager_number"' not in text
    assert "资产管理产品" in text
    entry = {
        "evidence": "family_financial_assets",
        "statement": "x",
        "deposits": "5000000",
        "ticket": "300000",
        "experience_years": "3",
        "product_kind": "fixed_income",
    }
    assert follower.submit(f"{OWN}?regime=asset_management_2018", entry)["Location"] == OWN
    assert not is_certified(follower.id, on=legal_day(business_now()))


def test_a_renewal_starts_from_what_was_declared(follower, lead):
    declared = replace(NOTHING_DECLARED, ticket=Money.parse("1234567.00", Currency.CNY))
    row = make_certification(follower.user, declaration=declared)
    address = f"{OWN}?renew={row.id}"
    text = follower.client.get(address).content.decode()
    assert "1,234,567.00" in text
    assert row.statement not in text.partition('id="certification"')[2]
    assert lead.client.get(address).status_code == 404
    paper = SimpleUploadedFile("new.pdf", b"%PDF-1.4 made up", content_type="application/pdf")
    again = {"evidence": "financial_assets", "statement": row.statement}
    assert follower.submit(address, again).status_code == 422
    done = follower.submit(address, {**again, "statement": "Anew.", "proof_deposits": paper})
    assert done["Location"] == OWN
    assert "历次申请" in follower.client.get(OWN).content.decode()


def test_a_renewal_of_nothing_is_nothing(follower):
    row = make_application(follower.user)
    for number in (row.id, uuid4(), "nonsense"):
        assert follower.client.get(OWN, {"renew": str(number)}).status_code == 404


def test_the_officer_sees_which_document_is_missing(follower, officer):
    paper = SimpleUploadedFile("bank.pdf", b"%PDF-1.4 made up", content_type="application/pdf")
    follower.submit(OWN, WEALTHY | {"bonds": "5", "proof_deposits": paper})
    row = own_certifications(follower.actor).get()
    text = officer.client.get(decision_on(row.id)).content.decode()
    assert ("bank.pdf" in text, "债券托管证明" in text, "尚无材料" in text) == (True, True, True)
    refused = officer.submit(decision_on(row.id), {"decision": "approve"})
    assert refused.status_code == 409
    assert "缺少证明材料" in refused.content.decode()


def test_the_draft_is_told_for_information(follower):
    figures = {"evidence": "financial_assets", "deposits": "3200000", "ticket": "1"}
    text = follower.client.post(reverse("compliance:certification_review"), figures).content.decode()
    assert "从未通过" in text
    assert "不作任何依据" in text
    assert "verdict" in text


def test_the_office_reads_who_asked_and_finds_everything_about_the_subject(founder, officer):
    row = make_determination(founder.actor, Outcome.DENY, organisation_id=founder.organisation.id)
    address = reverse("compliance:determination", args=[row.id])
    every = f"{reverse('compliance:determinations')}?subject_id={row.subject_id}"
    for_the_office = officer.client.get(address).content.decode()
    assert every in for_the_office
    assert str(founder.id) in for_the_office
    assert founder.organisation.name in for_the_office
    assert every not in founder.client.get(address).content.decode()
