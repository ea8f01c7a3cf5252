"""From signing up to an open raise, in a real browser: narrow and wide, in Chinese and in English."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from compliance.actions.receive_screening_result import receive_screening_result
from compliance.core.screening import ScreeneeKind
from compliance.models import Screening
from crowdfund.accounts.core.languages import Language
from crowdfund.kernel.clock import system_now
from deals.core.states import RoundState
from deals.models import Round
from tests.browser.conftest import Opener
from tests.browser.people import make_investor, make_officer, make_stranger, one_time_code
from tests.browser.window import Window
from tests.deals.doors import open_entries, written
from tests.events import events_since, verbs
from tests.factories.accounts import PASSWORD, credit_code, resident_id
from tests.factories.deals import COMPLETE, HALF_FILLED, TOO_SMALL_A_TICKET
from tests.factories.screening import SCREENER, said

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FOUNDER = "alice@example.com"
REASON = "Name what each sum is for."
STORY = [
    "project.created",
    "round.drafted",
    "round.edited",
    "round.submission_refused",
    "round.edited",
    "round.submitted",
    "round.returned",
    "round.submitted",
    "round.approved",
    "round.opened",
]
SignIn = Callable[..., Window]


def _sign_up(window: Window, mailbox: list[Any]) -> None:
    window.go("/accounts/signup/")
    window.send(email=FOUNDER, password1=PASSWORD, password2=PASSWORD)
    (link,) = re.findall(r"/accounts/confirm-email/\S+/", mailbox[-1].body)
    window.go(link)
    window.send()
    if window.path != "/":
        window.go("/accounts/login/")
        window.send(login=FOUNDER, password=PASSWORD)
    assert window.path == "/"


def _declare(window: Window) -> None:
    window.follow("/account/identity/")
    window.send(real_name="陈澄", id_kind="RESIDENT_ID", id_number=resident_id(1)[:-1] + "?")
    assert window.page.locator("[aria-invalid=true]").count() == 1
    window.send(id_number=resident_id(1))


def _check(officer: Window) -> None:
    officer.go("/people/")
    officer.page.locator("main table a").first.wait_for()
    officer.follow(officer.page.locator("main table a").first.get_attribute("href") or "")
    officer.send(decision="check")


def _set_up(founder: Window) -> None:
    founder.go("/")
    founder.follow("/organisations/new/")
    founder.send(name="苏州澄光传感科技有限公司", credit_code=credit_code(1))
    founder.go("/projects/")
    founder.follow("/projects/new")
    founder.send(name="工业视觉传感器", summary="Line-scan cameras.")


def _draft(founder: Window) -> str:
    """Save a half-filled draft and return its address, after seeing what it lacks."""
    founder.follow("/rounds/new")
    founder.send(**{name: value for name, value in written(HALF_FILLED).items() if value})
    for pointer in open_entries(HALF_FILLED):
        assert founder.has_link(f"#id_{pointer.removeprefix('/')}")
    assert not founder.has_link("/submit")
    return founder.path


def _edit(founder: Window, address: str, **values: str) -> None:
    founder.go(address)
    founder.follow("/edit")
    founder.send(**values)
    assert founder.path == address


def _submit(founder: Window, address: str) -> None:
    founder.go(address)
    founder.follow("/submit")
    founder.send()


def _screen_company() -> None:
    """Let the provider answer the check that the submission asked for: it has found nothing."""
    check = Screening.objects.of_kind(ScreeneeKind.COMPANY).get()
    receive_screening_result(actor=SCREENER, now=system_now(), message=said(check.id))


def test_from_signing_up_to_an_open_raise(
    open_window: Opener, sign_in: SignIn, variant: tuple[Language, int], mailoutbox: list[Any]
):
    language, _ = variant
    officer_user, investor_user, stranger_user = (
        make(language) for make in (make_officer, make_investor, make_stranger)
    )
    founder = open_window()
    _sign_up(founder, mailoutbox)
    _declare(founder)
    officer = sign_in(officer_user.email, password=PASSWORD, code=one_time_code())
    _check(officer)
    _set_up(founder)

    address = _draft(founder)
    _edit(founder, address, **written(TOO_SMALL_A_TICKET))
    _submit(founder, address)
    assert "?refused=" in founder.path
    assert "1,000,000.00" in founder.words
    assert not founder.has_link("/submit")
    _edit(founder, address, minimum_ticket="1,000,000.00")
    _submit(founder, address)
    assert not founder.has_link("/edit")

    officer.go("/desk/")
    officer.follow(address)
    officer.follow("/return")
    officer.send(reason=REASON)
    founder.go(address)
    assert REASON in founder.words
    _submit(founder, address)
    officer.go(address)
    officer.follow("/approve")
    officer.send()
    assert officer.path == "/desk/"
    _screen_company()

    investor = sign_in(investor_user.email, password=PASSWORD)
    assert investor.go(address) == 404
    founder.go("/")
    founder.follow("/open")
    founder.send()
    assert founder.path == address
    investor.go("/")
    investor.follow(address)
    assert COMPLETE.title in investor.words

    stranger = sign_in(stranger_user.email, password=PASSWORD)
    assert stranger.go(address) == 404
    visitor = open_window()
    for path in (address, address.replace(address.split("/")[2], "0" * 8 + "-0000-7000-8000-" + "0" * 12)):
        visitor.go(path)
        assert visitor.path.startswith("/accounts/login/?next=/rounds/")

    assert [verb for verb in verbs(events_since()) if verb.startswith(("round.", "project."))] == STORY
    assert Round.objects.get().state == RoundState.OPEN
