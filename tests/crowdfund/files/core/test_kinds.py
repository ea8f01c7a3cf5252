"""files / core: a kind is told by its first bytes."""

import pytest

from crowdfund.files.core.kinds import FACES, Kind, kind_of
from tests.factories.hostile import EICAR, SVG, image_bytes, pdf_bytes, polyglot_html_first, zip_bytes


def test_what_is_taken_is_told():
    assert kind_of(pdf_bytes()) is Kind.PDF
    assert kind_of(image_bytes("PNG")) is Kind.PNG
    assert kind_of(image_bytes("JPEG")) is Kind.JPEG
    assert set(FACES) == set(Kind)


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF", b" %PDF-1.7", SVG, EICAR.encode(), zip_bytes(), image_bytes("GIF"), polyglot_html_first()],
    ids=["empty", "cut", "later", "svg", "eicar", "zip", "gif", "html first"],
)
def test_nothing_else_is(content):
    assert kind_of(content) is None
