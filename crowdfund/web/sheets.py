"""web / sheets: tables for spreadsheets, as CSV and as XLSX, in which no cell can be taken for a formula.

A cell that begins with one of the signs by which spreadsheets know a formula is told to be text: in CSV by an
apostrophe before it, in XLSX by its type. Source: OWASP, CSV injection.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import save_workbook

CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TRIGGERS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST_CELL: Final = 32_000
_WIDTH: Final = 22


def harmless(text: str) -> str:
    """Return a text as a spreadsheet shows it and never runs it.

    >>> harmless("=1+1")
    "'=1+1"
    >>> harmless("30.00")
    '30.00'
    """
    return f"'{text}" if text.lstrip(" ").startswith(_TRIGGERS) else text


def csv_lines(*, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180), with the mark by which spreadsheets know UTF-8."""
    yield "\ufeff"
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([harmless(cell) for cell in headings])
    for row in rows:
        yield _taken(buffer)
        writer.writerow([harmless(cell) for cell in row])
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def xlsx_bytes(*, title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook of one sheet; every cell is text, the headings stay in sight and can be filtered by."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for place in range(len(headings)):
        sheet.column_dimensions[get_column_letter(place + 1)].width = _WIDTH
    last = 0
    for row in (headings, *rows):
        sheet.append([_text_cell(sheet, cell) for cell in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{last}"
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=_printable(text)[:_LONGEST_CELL])
    cell.data_type = "s"
    return cell


def _printable(text: str) -> str:
    """Return the text without the control characters that a workbook can't hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")
