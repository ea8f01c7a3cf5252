"""The officers' board in the browser: drill-down, search and exports."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from compliance.core.outcome import Outcome
from crowdfund.db.clock import business_now
from crowdfund.kernel.days import legal_day
from tests.factories.compliance import make_clearance_request, make_determination

pytestmark = pytest.mark.django_db
BOARD, SEARCH = reverse("compliance:board"), reverse("compliance:determinations")


def test_a_cell_leads_to_the_finding(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.WARN).determination
    text = officer.client.get(BOARD).content.decode()
    assert reverse("compliance:determination", args=[row.id]) in text
    assert "made.up_0" in text
    assert reverse("compliance:clearances") in text


def test_a_clearance_that_ends_soon_is_named_with_its_deal(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.REFER, organisation_id=founder.organisation.id)
    today = legal_day(business_now())
    row.grant(officer_id=officer.id, opinion="x", granted_on=today, expires_on=today + timedelta(9), now=business_now())
    ending = officer.client.get(BOARD).content.decode().split("30 天内失效")[1]
    assert reverse("compliance:clearance", args=[row.id]) in ending
    assert founder.organisation.name in ending


def test_an_empty_board_says_so(officer):
    assert "规则库尚未被询问" in officer.client.get(BOARD).content.decode()


def test_search_narrows_and_leafs(founder, officer):
    warned, denied = make_determination(founder.actor, Outcome.WARN), make_determination(founder.actor, Outcome.DENY)
    text = officer.client.get(SEARCH, {"outcome": "WARN"}).content.decode()
    assert str(warned.id) in text
    assert str(denied.id) not in text
    assert officer.client.get(SEARCH, {"since": "yesterday"}).status_code == 422
    assert officer.client.get(SEARCH, {"before": "nonsense"}).status_code == 200


def test_both_files_hold_one_row_for_each_finding(founder, officer):
    row = make_determination(founder.actor, Outcome.WARN, Outcome.PERMIT)
    plain = officer.submit(reverse("compliance:determinations_csv"), {"outcome": "WARN"})
    lines = b"".join(plain.streaming_content).decode().splitlines()
    assert len(lines) == 3
    assert lines[1].startswith(str(row.id))
    assert plain.headers["Content-Disposition"].startswith('attachment; filename="determinations-')
    book = load_workbook(io.BytesIO(officer.submit(reverse("compliance:determinations_xlsx")).content))
    assert [cell.value for cell in book.worksheets[0]["M"]] == ["结果", "警示", "通过"]


def test_a_wrong_filter_lists_and_exports_nothing(founder, officer):
    row = make_determination(founder.actor, Outcome.WARN)
    listed = officer.client.get(SEARCH, {"since": "yesterday"})
    exported = officer.submit(reverse("compliance:determinations_csv"), {"subject_id": "nonsense"})
    for answer in (listed, exported):
        assert answer.status_code == 422
        assert str(row.id) not in answer.content.decode()
    assert 'value="nonsense"' in exported.content.decode()


def test_programs_search_too(founder, officer):
    make_determination(founder.actor, Outcome.WARN)
    found = officer.api.get("/api/v1/determinations", {"outcome": "WARN", "rule": "made.up_0"}).json()["results"]
    assert [each["verdict"] for each in found] == ["WARN"]
    assert officer.api.get("/api/v1/determinations", {"outcome": "NO"}).status_code == 422
