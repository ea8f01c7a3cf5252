"""tests / tables: every row fits its headings, and figures stand at the right edge."""

import pytest

from crowdfund.kernel.money import Currency, Money
from crowdfund.web.components.tables import Table


def test_figures_stand_right_whether_they_are_numbers_or_text() -> None:
    table = Table(caption="c", headings=["a", "b", "c"], rows=[["x", Money(1, Currency.CNY), "5%"]], text_amounts=(2,))
    assert [cell.is_amount for cell in table.cells[0]] == [False, True, True]
    assert [is_amount for _heading, is_amount in table.columns] == [False, True, True]


def test_table_without_rows_still_has_its_headings() -> None:
    assert Table(caption="c", headings=["a"], rows=[]).columns == [("a", False)]


@pytest.mark.parametrize("row", [["x"], ["x", "y", "z"]])
def test_crooked_row_is_refused(row: list[str]) -> None:
    with pytest.raises(ValueError, match="one value for each heading"):
        Table(caption="c", headings=["a", "b"], rows=[row])
