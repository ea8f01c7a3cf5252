"""files / core: a shown name is harmless whatever was given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.names import LONGEST, served_name, shown_name

TRICKS = {
    "../../etc/passwd": "passwd",
    "..\\..\\windows\\system32\\x.dll": "x.dll",
    "/": "file",
    "": "file",
    "...": "file",
    "a\0b.pdf": "ab.pdf",
    "invoice\u202efdp.exe": "invoicefdp.exe",
    "zero\u200bwidth\ufeff.pdf": "zerowidth.pdf",
    "line\r\nContent-Type: text/html.pdf": "html.pdf",
    'quo"te.pdf': "quo te.pdf",
    "CON: | ? * < >.pdf": "file CON.pdf",
    "nul": "file nul",
    "Com1.2026.pdf": "file Com1.2026.pdf",
    "lpt¹.pdf": "file lpt¹.pdf",
    "console.pdf": "console.pdf",
    "C:\\Users\\chen\\证明.pdf": "证明.pdf",
    "....//....//x.pdf": "x.pdf",
    "%2e%2e%2fx.pdf": "%2e%2e%2fx.pdf",
    "statement.pdf            .exe": "statement.pdf.exe",
    "statement.pdf::$DATA": "statement.pdf $DATA",
    "\u3164\u2800\ufe0f.pdf": "pdf",
    "\ud800.pdf": "pdf",
    "\u2066fdp.\u2069exe": "fdp.exe",
    "\x1b[31mred\x07.pdf": "[31mred.pdf",
    "\u0430\u0435\u043e.pdf": "\u0430\u0435\u043e.pdf",
    "资产证明（2026）.pdf": "资产证明（2026）.pdf",
    "e\u0301.pdf": "é.pdf",
    ".htaccess": "htaccess",
    "no ending": "no ending",
}


@pytest.mark.parametrize(("given_name", "shown"), TRICKS.items())
def test_a_trick_is_taken_out(given_name, shown):
    assert shown_name(given_name) == shown


def test_a_name_of_three_hundred_chinese_characters_is_cut_between_two_of_them():
    name = shown_name("证" * 300 + ".pdf")
    assert name == "证" * 66 + ".pdf"
    assert len(name.encode()) <= LONGEST + 6


@given(st.text(max_size=400))
def test_whatever_comes_is_shown_without_paths_directions_and_controls(text):
    name = shown_name(text)
    assert name
    assert len(name.encode()) <= LONGEST + 6
    assert not set(name) & set('/\\<>:"|?*\r\n\t')
    assert not any(unicodedata.category(character).startswith("C") for character in name)
    assert not name.startswith(".")


@given(st.text(max_size=60))
def test_a_shown_name_is_its_own(text):
    assert shown_name(shown_name(text)) == shown_name(text)


@pytest.mark.parametrize(
    ("name", "kind", "served"),
    [
        ("report.exe", Kind.PDF, "report.pdf"),
        ("scan.jpeg", Kind.JPEG, "scan.jpg"),
        ("plain", Kind.PNG, "plain.png"),
        ("v1.2 final", Kind.PDF, "v1.2 final.pdf"),
    ],
)
def test_what_is_handed_out_ends_as_its_content_does(name, kind, served):
    assert served_name(name, kind) == served
