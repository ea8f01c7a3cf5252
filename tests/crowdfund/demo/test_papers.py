"""The made-up documents are real files, which the examiner finds clean and which say what they should."""

import io

from pikepdf import Pdf

from crowdfund.demo.papers import paper
from crowdfund.files.cleaning.pdf import clean_pdf
from tests.crowdfund.files.cleaning.limits import LIMITS


def test_a_paper_is_a_pdf_of_one_page_that_says_its_line():
    upload = paper("bank.pdf", "Made-up statement")
    content = b"".join(upload.chunks())
    assert (upload.name, upload.size) == ("bank.pdf", len(content))
    cleaned, pages = clean_pdf(content, limits=LIMITS)
    assert pages == 1
    with Pdf.open(io.BytesIO(cleaned)) as pdf:
        assert b"Made-up statement" in pdf.pages[0].Contents.read_bytes()
