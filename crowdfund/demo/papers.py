"""demo / papers: made-up documents that residents hand in, one page with one line each."""

from crowdfund.files.core.uploads import Upload


def paper(name: str, line: str) -> Upload:
    """Return a PDF of one page that says one line.

    :param line: plain ASCII without brackets; nobody embeds a Chinese font for a document that is made up.
    """
    text = f"BT /F1 16 Tf 72 760 Td ({line}) Tj ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        " /Resources << /Font << /F1 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
    ]
    content, places = "%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start, size = len(content), len(parts) + 1
    content += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    content += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return Upload.of(name, content.encode("ascii"))
