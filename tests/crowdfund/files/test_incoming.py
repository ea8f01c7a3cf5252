"""files / incoming: a body that ends early is no file, and no part of it lies anywhere."""

import io
import os

import pytest
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http.multipartparser import MultiPartParserError

CONTENT = b"%PDF-1.7 " + b"0" * 3_000_000
EDGE = "edge-20261122"
BODY = (
    f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'.encode()
    + CONTENT
    + f"\r\n--{EDGE}--\r\n".encode()
)


def request_of(body: bytes, *, length: int | None = None) -> WSGIRequest:
    return WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/files/new/",
            "CONTENT_TYPE": f"multipart/form-data; boundary={EDGE}",
            "CONTENT_LENGTH": str(len(body) if length is None else length),
            "wsgi.input": io.BytesIO(body),
        }
    )


def test_a_whole_body_is_a_file_without_a_name_on_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = request_of(BODY).FILES["file"]
    assert isinstance(file, UploadedFile)
    assert (file.name, file.size) == ("a.pdf", len(CONTENT))
    assert b"".join(file.chunks()) == CONTENT
    assert os.listdir(tmp_path) == []
    file.close()


@pytest.mark.parametrize("missing", [1, 2, 4, 10, 20, 1_000, 2_999_000])
def test_half_a_body_is_no_file(missing):
    request = request_of(BODY[:-missing], length=len(BODY))
    with pytest.raises((MultiPartParserError, BadRequest)):
        len(request.FILES)
    assert not request.FILES
