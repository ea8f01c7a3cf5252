"""The officers' queue and decision, one's own standing, the provider's state; page and API do the same."""

import pytest
from django.urls import reverse

from compliance.core.states import ScreeningState
from compliance.models import Screening
from compliance.queries import company_screening_of, screening_of
from crowdfund.db.clock import business_now
from crowdfund.kernel.days import legal_day
from tests.events import recorded, told, verbs
from tests.factories.accounts import make_organisation, make_user
from tests.factories.screening import make_lists, make_screening
from tests.personas import Persona
from tests.screening import SandboxScreener, deaf_screener

__all__ = ["deaf_screener"]

pytestmark = pytest.mark.django_db
QUEUE = reverse("compliance:screenings")
OWN = reverse("compliance:own_screening")
PROVIDER = reverse("compliance:screening_provider")
DECISION = {"decision": "clear", "reason": "Another day of birth."}


def page_of(row: Screening) -> str:
    return reverse("compliance:screening", args=[row.id])


def text_of(persona: Persona, address: str) -> str:
    return persona.client.get(address).content.decode()


@pytest.fixture
def hit(follower: Persona) -> Screening:
    return make_screening(follower.user, ScreeningState.HIT)


def test_an_officer_finds_the_hit_reads_what_matched_and_clears(hit: Screening, officer: Persona, follower: Persona):
    queue = text_of(officer, QUEUE)
    assert page_of(hit) in queue
    assert "2026-01-10" in queue
    text = text_of(officer, page_of(hit))
    for shown in ("JIA Hong", "96 %", "制裁名单", "Sandbox sanctions list", "王小明", "疑似命中"):
        assert shown in text
    assert officer.submit(page_of(hit), DECISION)["Location"] == QUEUE
    assert page_of(hit) not in text_of(officer, QUEUE)
    assert screening_of(follower.id, on=legal_day(business_now())) == "clear"
    text = text_of(officer, page_of(hit))
    assert DECISION["reason"] in text
    assert 'name="decision"' not in text


@pytest.mark.parametrize("missing", ["decision", "reason"])
def test_a_decision_without_all_its_parts_comes_back(hit: Screening, officer: Persona, missing: str):
    page = officer.submit(page_of(hit), {name: word for name, word in DECISION.items() if name != missing})
    assert (page.status_code, set(page.context["form"].errors)) == (422, {missing})


def test_an_officer_confirms_first(hit: Screening, officer: Persona):
    officer.step_down()
    assert officer.client.get(page_of(hit)).status_code == 302
    assert officer.submit(page_of(hit), DECISION).status_code == 403
    hit.refresh_from_db()
    assert hit.state == "hit"


def test_an_officer_does_not_find_their_own(officer: Persona):
    row = make_screening(officer.user, ScreeningState.HIT)
    assert page_of(row) not in text_of(officer, QUEUE)
    assert officer.client.get(page_of(row)).status_code == 404


def test_a_confirmed_person_can_be_screened_anew(follower: Persona, officer: Persona):
    row = make_screening(follower.user, ScreeningState.CONFIRMED)
    again = reverse("compliance:screening_repeat", args=[row.id])
    assert again in text_of(officer, page_of(row))
    assert officer.client.get(again).status_code == 200
    found = Screening.objects.exclude(id=row.id)
    assert officer.submit(again)["Location"] == page_of(found.get())
    assert officer.submit(again)["Location"] == page_of(found.get())


WORDS = {
    None: "待筛查",
    ScreeningState.REQUESTED: "筛查进行中",
    ScreeningState.HIT: "筛查进行中",
    ScreeningState.MISMATCH: "筛查进行中",
    ScreeningState.FAILED: "筛查进行中",
    ScreeningState.CLEAR: "筛查已通过",
    ScreeningState.CLEARED: "筛查已通过",
    ScreeningState.CONFIRMED: "已停止办理认购与领投",
}


@pytest.mark.parametrize(("state", "words"), WORDS.items())
def test_everybody_reads_where_they_stand_and_never_that_there_is_a_hit(follower: Persona, state, words: str):
    if state is not None:
        make_screening(follower.user, state, now=business_now())
    text = text_of(follower, OWN)
    assert words in text
    assert "命中" not in text


def test_the_provider_that_answers_and_one_that_does_not(
    deaf_screener: SandboxScreener, operator: Persona, hit: Screening
):
    make_lists("2026-12-24")
    text = text_of(operator, PROVIDER)
    assert "2026-12-24" in text
    assert deaf_screener.url in text
    assert "没有应答" not in text
    assert hit.user is not None
    assert hit.user.email not in text
    deaf_screener.stop()
    assert "没有应答" in text_of(operator, PROVIDER)


def test_who_sees_what(personas: dict[str, Persona]):
    allowed = {
        address: {name for name, persona in personas.items() if persona.client.get(address).status_code == 200}
        for address in (QUEUE, PROVIDER, OWN)
    }
    assert allowed == {QUEUE: {"officer"}, PROVIDER: {"officer", "operator", "auditor"}, OWN: set(personas)}


def test_the_navigation_leads_there(follower: Persona, officer: Persona, operator: Persona, stranger: Persona):
    own_file = reverse("compliance:own_file")
    assert f'href="{own_file}"' in text_of(follower, "/compliance/rulebook/")
    assert f'href="{OWN}"' in text_of(follower, own_file)
    assert QUEUE in text_of(officer, OWN)
    assert PROVIDER in text_of(operator, OWN)
    assert f'href="{OWN}"' not in text_of(stranger, "/compliance/rulebook/")


def test_the_pages_are_english_too(hit: Screening, officer: Persona, follower: Persona):
    for persona in (officer, follower):
        persona.user.language = "en"
        persona.user.save()
        persona.client.cookies["django_language"] = "en"
    assert "Possible hit" in text_of(officer, QUEUE)
    assert "Who the person says to be" in text_of(officer, page_of(hit))
    assert "Screening under way" in text_of(follower, OWN)


def test_the_queue_costs_few_statements(officer: Persona, django_assert_max_num_queries):
    for _ in range(5):
        make_screening(make_user(is_checked=True), ScreeningState.HIT)
    officer.client.get(QUEUE)
    with django_assert_max_num_queries(12):
        officer.client.get(QUEUE)


@pytest.mark.parametrize("decision", ["clear", "confirm"])
def test_page_and_api_leave_the_same(officer: Persona, decision: str):
    given = {**DECISION, "decision": decision}
    left = []
    for send in (
        lambda row: officer.submit(page_of(row), given),
        lambda row: officer.send(reverse("compliance_api:screening_decide", args=[row.id]), given),
    ):
        user = make_user(is_checked=True)
        row = make_screening(user, ScreeningState.HIT)
        with recorded() as events:
            assert send(row).status_code in {200, 303}
        row.refresh_from_db()
        found = [(event.verb, event.before, event.after, told(event) == {user.id}) for event in events]
        left.append((row.state, row.reason, row.cleared_on, row.expires_on, row.decided_by_id, found))
    assert left[0] == left[1]


def test_page_and_api_request_the_same_screening(officer: Persona):
    left = []
    for send in (
        lambda row: officer.submit(reverse("compliance:screening_repeat", args=[row.id])),
        lambda row: officer.send(reverse("compliance_api:screening_repeat", args=[row.id])),
    ):
        row = make_screening(make_user(is_checked=True), ScreeningState.CONFIRMED)
        with recorded() as events:
            assert send(row).status_code in {201, 303}
        newest = Screening.objects.filter(user=row.user).latest("requested_at")
        left.append((newest.state, newest.asks_register, [(event.verb, event.after) for event in events]))
    assert left[0] == left[1]


def test_an_officer_decides_about_a_company_and_never_about_their_own(officer: Persona):
    company = make_organisation(name="贾宏国际贸易有限公司")
    row = make_screening(company, ScreeningState.HIT)
    own = make_organisation(officer.user)
    theirs = make_screening(own, ScreeningState.HIT)
    queue = text_of(officer, QUEUE)
    assert company.name in queue
    assert own.name not in queue
    assert officer.client.get(reverse("compliance:screening", args=[theirs.id])).status_code == 404
    address = reverse("compliance:screening", args=[row.id])
    page = text_of(officer, address)
    assert company.credit_code in page
    assert "当事人申报的身份" not in page
    with recorded() as events:
        assert officer.submit(address, {"decision": "clear", "reason": "Another company."}).status_code == 303
    assert (verbs(events), told(events[0])) == (["screening.hit_cleared"], set())
    assert company_screening_of(company.id, on=legal_day(business_now())) == "clear"
    again = officer.submit(reverse("compliance:screening_repeat", args=[row.id]))
    assert again.status_code == 303
    assert Screening.objects.filter(organisation=company, state=ScreeningState.REQUESTED).count() == 1
