"""files: each hostile file of the corpus goes through the real child and comes to the end that it must come to."""

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from crowdfund.files import vault
from crowdfund.files.cleaning.runner import clean
from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.limits import ATTEMPTS
from crowdfund.files.core.results import Cleaned, Interrupted, Result
from crowdfund.files.core.states import Reason
from crowdfund.files.models import StoredFile
from crowdfund.files.tasks import clean_files
from tests.crowdfund.files.cleaning.limits import LIMITS
from tests.crowdfund.files.corpus.corpus import CORPUS
from tests.crowdfund.files.corpus.sample import MARK, Kept, Sample
from tests.factories import hostile

ROOT = Path(__file__).resolve().parents[3]
TRICKS = {
    "climbs": "../../../etc/passwd.pdf",
    "climbs in Windows": "..\\..\\windows\\win.ini",
    "from the root": "/etc/cron.d/statement.pdf",
    "nothing in it": "a\0.html\0.pdf",
    "the other way round": "statement\u202efdp.exe",
    "isolated": "statement\u2066fdp.\u2069exe",
    "device": "CON.pdf",
    "device with an ending": "com1.2026.pdf",
    "stream": "statement.pdf::$DATA",
    "two endings": "statement.pdf                              .exe",
    "web page": "statement.html",
    "picture in vectors": "statement.svg",
    "markup": "<img src=x onerror=alert(1)>.pdf",
    "quotes": 'a";filename="evil.exe',
    "percent": "%2e%2e%2fevil%00.exe",
    "too long": "证" * 400 + ".pdf",
    "letters of others": "st\u0430t\u0435m\u0435nt.pdf",
    "broad": "\uff0e\uff0e\uff0fstatement\uff0epdf",
    "nothing to see": "\u3164\u2800.pdf",
    "hidden": ".htaccess",
    "formula": "=cmd|'/c calc'!A1.pdf",
}
MEMORY = 512 * 1024
"""Kilobytes that examining one file may have in memory at a time."""
KEPT = [sample for sample in CORPUS if isinstance(sample.ends, Kept)]
FORBIDDEN = frozenset(
    {"/JavaScript", "/JS", "/AA", "/OpenAction", "/Names", "/AcroForm", "/Annots", "/XFA"}
    | {"/EmbeddedFiles", "/EF", "/AF", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR"}
    | {"/GoToE", "/Named", "/Hide", "/Thread", "/Movie", "/Sound", "/Rendition", "/RichMedia"}
    | {"/RichMediaContent", "/3D", "/3DD", "/FileAttachment", "/Filespec", "/EmbeddedFile", "/Widget", "/Annot"}
    | {"/Sig", "/Perms", "/Outlines", "/Collection", "/SetOCGState", "/AS", "/Configs", "/PieceInfo"}
    | {"/StructTreeRoot", "/Metadata", "/Info", "/Alternates", "/OPI", "/Ref", "/PS"}
)
"""Keys and words of a PDF that a clean version has nowhere. None of the corpus calls a font or a picture so."""


def ids(samples: list[Sample]) -> list[str]:
    return [sample.name for sample in samples]


def reached(pdf: Pdf) -> Iterator[Any]:
    """Yield everything that is reached from the trailer, each once."""
    waiting: list[Any] = [pdf.trailer]
    seen: set[tuple[int, int]] = set()
    while waiting:
        thing = waiting.pop()
        number = thing.objgen if isinstance(thing, pikepdf.Object) else (0, 0)
        if number != (0, 0):
            if number in seen:
                continue
            seen.add(number)
        yield thing
        if isinstance(thing, Dictionary | Stream):
            waiting.extend(dict(thing.items()).values())
        elif isinstance(thing, Array):
            waiting.extend(thing)


def words_of(content: bytes) -> tuple[set[str], bytes]:
    """Return every name in a document, and all that its texts and unfolded streams say."""
    names: set[str] = set()
    said = []
    with Pdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
        for thing in reached(pdf):
            if isinstance(thing, Dictionary | Stream):
                names |= set(thing.keys())
            if isinstance(thing, Stream):
                said.append(thing.read_raw_bytes())
                if thing.get("/Filter") in {None, Name.FlateDecode}:
                    said.append(thing.read_bytes())
            elif isinstance(thing, Name):
                names.add(str(thing))
            elif isinstance(thing, pikepdf.String):
                said.append(bytes(thing))
    return names, b"\n".join(said)


def examined(content: bytes) -> Result:
    """Return what became of it; on a busy machine the child may not get its time, and is tried again as by a worker."""
    for _ in range(ATTEMPTS - 1):
        with suppress(Interrupted):
            return clean([content], limits=LIMITS)
    return clean([content], limits=LIMITS)


def test_there_are_enough_of_them_and_each_has_its_name():
    assert len(CORPUS) >= 60
    assert len(set(ids(CORPUS))) == len(CORPUS)


@pytest.mark.parametrize("sample", CORPUS, ids=ids(CORPUS))
def test_each_comes_to_its_end(sample: Sample):
    result = examined(sample.make())
    if not isinstance(result, Cleaned):
        assert result == sample.ends
        return
    assert (result.kind.value, result.pages) == (sample.ends.value, sample.pages)
    assert MARK.encode() not in result.content
    if result.kind is Kind.PDF:
        names, said = words_of(result.content)
        assert names & FORBIDDEN == set()
        assert MARK.encode() not in said
    else:
        with Image.open(io.BytesIO(result.content)) as image:
            assert (image.format, image.size in {(60, 40), (40, 60)}) == (result.kind.name, True)
            assert getattr(image, "n_frames", 1) == 1
            assert not dict(image.getexif())


@pytest.mark.parametrize("sample", [each for each in KEPT if each.is_marked], ids=lambda each: each.name)
def test_before_it_was_cleaned_the_harm_was_in_it(sample: Sample):
    """The control: what is not found afterwards was found before, in the same way of looking."""
    content = sample.make()
    if sample.ends is Kept.PDF:
        names, said = words_of(content)
        assert names & FORBIDDEN or MARK.encode() in said or MARK.encode() in content
    else:
        assert MARK.encode() in content


EXAMINE = """
import resource, sys
from crowdfund.files.cleaning.runner import clean
from tests.crowdfund.files.cleaning.limits import LIMITS
for place in sys.argv[1:]:
    with open(place, "rb") as file:
        clean(iter(lambda: file.read(65536), b""), limits=LIMITS)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.slow
def test_none_of_them_takes_more_memory_than_one_file_may(tmp_path: Path):
    """They are examined by a process that is small itself, so that what it has seen of its children is theirs alone."""
    places = []
    for number, sample in enumerate(each for each in CORPUS if each.ends != Reason.KIND):
        places.append(tmp_path / str(number))
        places[-1].write_bytes(sample.make())
    done = subprocess.run(
        [sys.executable, "-c", EXAMINE, *map(str, places)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) <= MEMORY


@pytest.mark.django_db
@pytest.mark.parametrize("name", TRICKS.values(), ids=TRICKS)
def test_a_hostile_name_changes_neither_the_place_nor_the_kind_of_what_is_handed_out(founder, name):
    """Through the page by which files come in, and the address by which they go out."""
    answer = founder.submit("/files/new/", {"file": SimpleUploadedFile(name, hostile.pdf_bytes())})
    assert answer.status_code == 303
    row = StoredFile.objects.get()
    clean_files()
    answer = founder.client.get(f"/files/{row.id}/content/")
    given = answer["Content-Disposition"]
    assert given.startswith("attachment; filename")
    assert given.rstrip('"').endswith(".pdf")
    assert not set(given) & set("\r\n\0/\\<>")
    assert len(given.encode()) < 1_000
    assert vault._place("clean", row.storage_key) == f"clean/{row.storage_key.hex}"
    b"".join(answer.streaming_content)
