"""No cell of a file that we hand out can be taken for a formula."""

import csv
import io

import pytest
from openpyxl import load_workbook

from crowdfund.web.sheets import csv_lines, harmless, xlsx_bytes

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|'/c calc'!A0", "＝1+1", "\n=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text):
    assert harmless(text) == f"'{text}"
    lines = "".join(csv_lines(headings=["a"], rows=[[text]]))
    assert list(csv.reader(io.StringIO(lines.removeprefix("\ufeff"), newline="")))[1] == [f"'{text}"]
    book = load_workbook(io.BytesIO(xlsx_bytes(title="t", headings=["a"], rows=[[text]])))
    cell = book.worksheets[0]["A2"]
    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())


@pytest.mark.parametrize("text", ["30.00", "平台合规规则", "", "a=b", "lead.ratio.cap"])
def test_other_text_stays(text):
    assert harmless(text) == text


def test_rows_stay_in_their_order_and_commas_in_their_cells():
    lines = "".join(csv_lines(headings=["a", "b"], rows=[["1", "x, y"], ["2", 'say "no"']]))
    assert lines == '\ufeffa,b\r\n1,"x, y"\r\n2,"say ""no"""\r\n'


def test_a_workbook_takes_what_a_cell_can_hold():
    content = xlsx_bytes(title="t" * 40, headings=["a"], rows=[["x\x00y" + "z" * 40_000]])
    value = load_workbook(io.BytesIO(content)).worksheets[0]["A2"].value
    assert value.startswith("xyz")
    assert len(value) <= 32_000


def test_the_headings_of_a_workbook_stay_in_sight_and_can_be_filtered_by():
    content = xlsx_bytes(title="t", headings=["a", "b"], rows=[["1", "2"], ["3", "4"]])
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")
