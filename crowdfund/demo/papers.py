"""demo / papers: made-up documents that residents hand in, one page with one line each."""

import io

from pikepdf import Dictionary, Name, Pdf, Stream

from crowdfund.files.core.uploads import Upload


def paper(name: str, line: str) -> Upload:
    """Return a PDF of one page that says one line.

    :param line: plain ASCII without brackets; nobody embeds a Chinese font for a document that is made up.
    """
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(
            Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        )
        page.Contents = Stream(pdf, f"BT /F1 16 Tf 72 760 Td ({line}) Tj ET".encode("ascii"))
        output = io.BytesIO()
        pdf.save(output, deterministic_id=True)
    return Upload.of(name, output.getvalue())
