"""One's own file: what is needed before money, how far it is, until when it holds, and what to do next."""

from datetime import timedelta

import pytest
from django.urls import reverse

from compliance.core.certification import Regime
from compliance.core.states import ScreeningState
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.days import legal_day
from tests.factories.accounts import make_person, make_user
from tests.factories.compliance import make_application, make_assessment, make_certification
from tests.factories.screening import make_screening
from tests.personas import Persona

pytestmark = pytest.mark.django_db
FILE = reverse("compliance:own_file")
CERTIFICATION = reverse("compliance:certification")
TODAY = legal_day(system_now())


@pytest.fixture
def investor(db: None) -> Persona:
    user = make_user("new@example.com", roles=[Role.INVESTOR], is_checked=True)
    return Persona(user, is_screened=False)


def stages(persona: Persona) -> list[str]:
    return [row["stage"] for row in persona.client.get(FILE).context["requirements"]]


def next_label(persona: Persona) -> str | None:
    found = persona.client.get(FILE).context["next"]
    return str(found["label"]) if found else None


def page(persona: Persona) -> str:
    return persona.client.get(FILE).content.decode()


def test_a_stranger_begins_with_the_identity_and_sees_what_comes(stranger: Persona):
    assert stages(stranger) == ["missing"] * 4
    assert next_label(stranger) == "身份"
    assert f'href="{reverse("accounts:declare_identity")}"' in page(stranger)
    assert f'href="{CERTIFICATION}"' not in page(stranger)


def test_who_has_declared_waits(stranger: Persona):
    make_person(stranger.user)
    assert stages(stranger) == ["waiting", "missing", "missing", "missing"]
    assert next_label(stranger) is None
    assert "目前无需您操作" in page(stranger)


def test_one_thing_after_the_other_until_nothing_is_missing(investor: Persona):
    now = system_now()
    assert (stages(investor), next_label(investor)) == (["done", "missing", "missing", "missing"], "身份与名单筛查")
    make_screening(investor.user, ScreeningState.CLEAR, now=now)
    assert (stages(investor)[1], next_label(investor)) == ("done", "合格投资者认定")
    make_assessment(investor.user, on=TODAY, now=now)
    assert (stages(investor)[3], next_label(investor)) == ("done", "合格投资者认定")
    make_certification(investor.user, on=TODAY, now=now)
    assert stages(investor) == ["done"] * 4
    assert "条件齐备" in page(investor)
    assert reverse("rounds") in page(investor)


def test_an_application_waits_and_the_next_thing_is_shown(investor: Persona):
    make_application(investor.user, now=system_now())
    make_screening(investor.user, ScreeningState.CLEAR, now=system_now())
    assert (stages(investor)[2], next_label(investor)) == ("waiting", "风险测评")


def test_the_last_day_is_told_with_the_days_left_and_renewal_in_time(investor: Persona):
    row = make_certification(investor.user, on=TODAY - timedelta(days=350))
    assert row.expires_on is not None
    last_day = row.expires_on - timedelta(days=1)
    assert stages(investor)[2] == "ending"
    assert last_day.isoformat() in page(investor)
    assert f"还剩 {(last_day - TODAY).days} 天" in page(investor)


def test_what_has_run_out_is_missing_again(investor: Persona):
    make_certification(investor.user, on=TODAY - timedelta(days=400))
    make_assessment(investor.user, on=TODAY - timedelta(days=1200))
    assert stages(investor)[2:] == ["missing", "missing"]
    assert "认定已失效" in page(investor)
    assert "测评已失效" in page(investor)


def test_a_certification_for_another_kind_of_product_opens_no_private_fund(investor: Persona):
    make_certification(investor.user, on=TODAY, regime=Regime.ASSET_MANAGEMENT_2018)
    assert stages(investor)[2] == "missing"


def test_a_possible_hit_looks_like_any_check_under_way(investor: Persona):
    make_screening(investor.user, ScreeningState.HIT, now=system_now())
    assert stages(investor)[1] == "waiting"


def test_it_costs_few_statements(investor: Persona, django_assert_max_num_queries):
    make_certification(investor.user, on=TODAY)
    investor.client.get(FILE)
    with django_assert_max_num_queries(20):
        investor.client.get(FILE)
