"""An officer opens what an investor has sent as evidence: Chrome draws it where it is, and nothing in it runs.

A real Celery worker has cleaned it before, in the processes that `make run` starts.
"""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image
from playwright.sync_api import Error, Page

from compliance.core.certification import EVIDENCE_PURPOSE
from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.queries import actor_of
from crowdfund.db.events import Subject
from crowdfund.files.core.states import FileState
from tests.browser.people import make_investor, make_officer, make_stranger, one_time_code
from tests.browser.window import Window
from tests.factories.accounts import PASSWORD
from tests.factories.compliance import make_application
from tests.factories.files import make_file

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Window]
PATIENCE = 60.0
RED = (255, 0, 0)
VARIANTS = [(Language.ZH_HANS, 360), (Language.EN, 1280)]


def statement() -> bytes:
    """Return a PDF that is red all over and does what it can when it is opened and when it is clicked."""
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        pdf.pages[0].obj["/Contents"] = pdf.make_indirect(Stream(pdf, b"1 0 0 rg 0 0 200 200 re f"))
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(20261122)"))
        link = Dictionary(S=Name.URI, URI=String("http://example.com/20261122"))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 200, 200]), A=link)
        pdf.Root.OpenAction = script
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])
        output = io.BytesIO()
        pdf.save(output)
        return output.getvalue()


def shows_red(page: Page) -> bool:
    """Tell whether some part of the window is drawn in the colour of the document.

    Chrome has no picture of the window at the moment when its own viewer comes in.
    """
    try:
        drawn = page.screenshot()
    except Error:
        return False
    with Image.open(io.BytesIO(drawn)) as picture:
        small = picture.convert("RGB").resize((50, 50))
    return sum(small.getpixel((x, y)) == RED for x in range(50) for y in range(50)) > 60


def wait_until_red(page: Page) -> None:
    deadline = time.monotonic() + PATIENCE
    while not shows_red(page):
        assert time.monotonic() < deadline, "Chrome never draws the document"
        page.wait_for_timeout(200)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: f"{variant[0]}-{variant[1]}")
def test_evidence_is_shown_where_it_is_and_does_nothing(
    machinery: Path, open_window: Callable[[], Window], sign_in: SignIn, variant: tuple[Language, int]
):
    investor = make_investor(variant[0])
    application = make_application(investor)
    row = make_file(
        actor_of(investor.id, request_id="evidence-01", is_stepped_up=False),
        purpose=EVIDENCE_PURPOSE,
        subject=Subject(kind="certification", id=application.id),
        name="资产证明.pdf",
        content=statement(),
        state=FileState.WAITING,
    )
    window = open_window()
    window.go("/accounts/login/")
    window.send(login=make_officer(variant[0]).email, password=PASSWORD)
    window.send(code=one_time_code())
    window.go(f"/compliance/certifications/{application.id}/")
    window.page.locator("main a[href$='?show']").wait_for(timeout=PATIENCE * 1000)
    row.refresh_from_db()
    assert row.is_clean, "the worker has cleaned it"

    done: list[str] = []
    context = window.page.context
    context.on("dialog", lambda dialog: done.append(dialog.message))
    context.on("request", lambda request: done.append(request.url) if "example.com" in request.url else None)
    with context.expect_page() as opened:
        window.page.click("main a[href$='?show']")
    shown = opened.value
    wait_until_red(shown)
    # Chrome draws PDFs in a page of its own and tells of that one's headers; these are the platform's.
    answer = context.request.get(shown.url)
    headers = answer.headers
    assert answer.status == 200
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"].startswith("inline")
    assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in headers["content-security-policy"]
    shown.mouse.click(window.width / 2, 450)
    shown.wait_for_timeout(500)
    assert done == []
    assert len(context.pages) == 2, "a click into the document leads nowhere"
    address = shown.url.removeprefix(window.base)
    shown.close()

    other = sign_in(make_stranger(variant[0]).email, password=PASSWORD)
    assert other.go(address) == 404
    assert other.go(f"/files/{row.id}/") == 404


@pytest.mark.parametrize("variant", VARIANTS[:1], ids=["zh-hans-360"])
def test_nobody_who_is_not_signed_in_gets_it(open_window: Callable[[], Window], variant: tuple[Language, int]):
    investor = make_investor(variant[0])
    row = make_file(actor_of(investor.id, request_id="evidence-02", is_stepped_up=False))
    window = open_window()
    window.go(f"/files/{row.id}/content/?show")
    assert window.path.startswith("/accounts/login/")
