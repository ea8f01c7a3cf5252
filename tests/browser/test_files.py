"""Somebody sends files in the browser: one is examined while the page is open, one is quarantined and says why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crowdfund.accounts.core.languages import Language
from crowdfund.files.models import StoredFile
from crowdfund.files.tasks import clean_files
from tests.browser.people import make_investor
from tests.browser.window import Window
from tests.factories import hostile
from tests.factories.accounts import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Window]
WORDS = {
    Language.EN: ("Being examined", "Examined", "Quarantined", "locked by a password"),
    Language.ZH_HANS: ("检查中", "已检查", "已隔离", "设有密码"),
}


def choose(window: Window, place: Path, name: str, content: bytes) -> None:
    """Choose a file from the person's own machine."""
    chosen = place / name
    chosen.write_bytes(content)
    window.page.set_input_files("main input[name=file]", str(chosen))


def test_a_file_is_examined_while_the_page_is_open_and_another_one_quarantined(
    sign_in: SignIn, variant: tuple[Language, int], tmp_path: Path
):
    waits, examined, quarantined, reason = WORDS[variant[0]]
    window = sign_in(make_investor(variant[0]).email, password=PASSWORD)
    assert window.go("/files/") == 200
    window.follow("/files/new/")
    window.send()
    assert window.path == "/files/new/"
    choose(window, tmp_path, "资产证明.pdf", hostile.pdf_bytes(hostile.with_script, pages=2))
    window.send()
    assert waits in window.words
    assert not window.has_link("/content/")
    clean_files()
    window.page.locator("main a[href$='/content/']").wait_for(timeout=20_000)
    window.look()
    assert examined in window.words
    assert window.page.locator("main [hx-get]").count() == 0
    with window.page.expect_download() as download:
        window.page.click("main a[href$='/content/']")
    assert download.value.suggested_filename == "资产证明.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")

    window.go("/files/new/")
    choose(window, tmp_path, "statement.pdf", hostile.encrypted_pdf())
    window.send()
    clean_files()
    window.page.get_by_text(reason).wait_for(timeout=20_000)
    assert quarantined in window.words
    assert not window.has_link("/content/")
    window.go("/files/")
    assert quarantined in window.words
    assert examined in window.words
    assert StoredFile.objects.count() == 2


def test_a_picture_is_shown_and_does_nothing_else(sign_in: SignIn, variant: tuple[Language, int], tmp_path: Path):
    window = sign_in(make_investor(variant[0]).email, password=PASSWORD)
    window.go("/files/new/")
    choose(window, tmp_path, "scan.png", hostile.image_bytes("PNG"))
    window.send()
    clean_files()
    window.page.locator("main a[href$='?show']").wait_for(timeout=20_000)
    with window.page.context.expect_page() as opened:
        window.page.click("main a[href$='?show']")
    opened.value.wait_for_load_state()
    assert opened.value.evaluate("document.images[0].naturalWidth") == 60
