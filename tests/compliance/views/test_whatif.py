"""What changes if the day were another one, for officers and auditors."""

import pytest
from django.urls import reverse

from crowdfund.db.events import Subject
from tests.compliance.questions import ask
from tests.factories.deals import make_round

pytestmark = pytest.mark.django_db
PAGE = reverse("compliance:rulebook_whatif")


def test_a_deal_under_way_is_listed_with_rule_before_and_after(officer, founder):
    row = make_round(founder)
    ruling = ask(about=Subject(kind="round", id=row.id))
    page = officer.client.get(PAGE, {"day": "2014-08-20"})
    text = page.content.decode()
    assert reverse("compliance:determination", args=[ruling.id]) in text
    assert "本轮最低认购金额" in text
    assert "《私募投资基金监督管理暂行办法》第 12 条在 2014-08-20 没有效力" in text
    assert "共重新判定 1 个问题。" in text


def test_today_by_itself_and_nothing_changes(officer):
    assert "结果均不变" in officer.client.get(PAGE).content.decode()


def test_a_day_that_is_none_is_refused(officer):
    assert officer.client.get(PAGE, {"day": "someday"}).status_code == 422


def test_the_board_leads_there(officer):
    assert PAGE in officer.client.get(reverse("compliance:board")).content.decode()
