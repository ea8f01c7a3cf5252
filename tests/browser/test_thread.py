"""One raise from its draft to the way out, in a real browser, by seven people, beside a real bank and real workers."""

from pathlib import Path

import pytest

from crowdfund.accounts.core.languages import Language
from tests.browser import leaving, raising
from tests.browser.cast import SignIn, assemble
from tests.custodian import SandboxBank

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

VARIANTS = [(Language.ZH_HANS, 360), (Language.EN, 1280)]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: f"{variant[0]}-{variant[1]}")
def test_from_the_draft_to_the_way_out(
    bank: SandboxBank, machinery: Path, sign_in: SignIn, variant: tuple[Language, int]
):
    cast = assemble(sign_in, variant[0])
    bank.have_bad_day(duplicate=True)
    address = raising.draft_and_submit(cast.founder)
    raising.approve(cast.officer, address)
    raising.open_to_investors(cast.founder, address)
    raising.offer_and_accept(cast, address)
    raising.pay_the_deposit(cast, address)
    raising.pay(cast.lead)
    for investor, amount in zip(cast.followers, raising.FOLLOW_WITH, strict=True):
        raising.follow(investor, cast.officer, address, amount=amount)
    leaving.everything_agrees(machinery)
    raising.call_back(cast, address)
    raising.close(cast, address)

    leaving.sell_in_the_next_round(cast, address)
    leaving.list_the_company(cast, address)
    leaving.wait_out_the_lock_up(cast)
    leaving.everything_agrees(machinery)
