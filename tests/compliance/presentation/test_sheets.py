"""Rows of a spreadsheet: the reader's words, with numbers and ids beside them."""

import pytest
from django.utils import translation

from compliance.core.outcome import Outcome
from compliance.presentation.sheets import headings, sheet_rows
from tests.factories.compliance import make_determination

pytestmark = pytest.mark.django_db


def test_a_row_speaks_the_readers_language_and_names_what_programs_look_for(founder, officer):
    company = founder.organisation
    row = make_determination(founder.actor, Outcome.WARN, Outcome.PERMIT, organisation_id=company.id)
    with translation.override("zh-hans"):
        first, second = (
            dict(zip(headings(), each, strict=True))
            for each in sheet_rows(iter([row.as_open_ruling()]), actor=officer.actor)
        )
    assert (first["结论"], first["结果"], first["规则编号"]) == ("警示", "警示", "made.up_0")
    assert company.name in first["对象"]
    assert first["事项编号"] == str(row.subject_id)
    assert second["结果"] == "通过"
