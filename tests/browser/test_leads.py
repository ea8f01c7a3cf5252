"""Leading and following in a real browser: the review answers while one writes, and each page is looked at."""

from collections.abc import Callable

import pytest

from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import Role
from deals.core.states import RoundState
from deals.models import LeadOffer, Subscription
from tests.browser.people import make_investor
from tests.browser.raising import declare_salary
from tests.browser.window import Window
from tests.factories.accounts import PASSWORD, make_organisation, make_user
from tests.factories.compliance import make_assessment
from tests.factories.deals import changed, make_round, yuan
from tests.factories.leads import CRUMB, certify, make_led_round, make_offer
from tests.factories.screening import pass_screening
from tests.personas import Persona

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Window]


@pytest.fixture
def founder(variant: tuple[Language, int]) -> Persona:
    """Alice, in the language of the window."""
    user = make_user("alice@example.com", roles=[Role.FOUNDER, Role.INVESTOR], is_checked=True, language=variant[0])
    return Persona(user, organisation=make_organisation(user))


def test_a_lead_watches_the_review_while_writing(sign_in: SignIn, founder: Persona, variant: tuple[Language, int]):
    row = make_round(founder, state=RoundState.OPEN)
    investor = make_investor(variant[0])
    make_assessment(investor)
    pass_screening(investor)
    window = sign_in(investor.email, password=PASSWORD)
    window.go(f"/rounds/{row.id}/")
    window.follow("/lead")
    assert window.page.locator("main figure.chart").count() == 0
    window.write(amount="200000")
    window.page.wait_for_selector("main .verdict")
    assert "1.00" in window.words
    window.write(amount="4000000")
    window.page.wait_for_selector("main figure.chart")
    window.page.locator("main [aria-live]", has_text="20.00").wait_for()
    window.look()
    declare_salary(window)
    window.page.wait_for_selector("main svg .flow-box")
    window.send(carry="15", own_assets="50000000")
    offer = LeadOffer.objects.get()
    assert window.path == f"/lead-offers/{offer.id}/money/"
    window.look()
    assert offer.amount == yuan("4000000.00")
    for path in (f"/lead-offers/{offer.id}/", f"/lead-offers/{offer.id}/withdraw"):
        assert window.go(path) == 200


def test_a_founder_answers_and_reads_a_refusal(sign_in: SignIn, founder: Persona, variant: tuple[Language, int]):
    row = make_round(founder, state=RoundState.OPEN, terms=changed(target=yuan("60000000.00")))
    offer = make_offer(row, Persona(make_investor(variant[0])), amount=CRUMB)
    window = sign_in(founder.user.email, password=PASSWORD)
    window.go(f"/rounds/{row.id}/")
    window.follow("/accept")
    window.send()
    assert "refused=" in window.path
    assert "1,200,000.00" in window.words
    assert window.go(f"/lead-offers/{offer.id}/decline") == 200


def test_a_follower_subscribes_and_takes_it_back(sign_in: SignIn, founder: Persona, variant: tuple[Language, int]):
    lead = Persona(make_user("lin@example.com", roles=[Role.INVESTOR], is_checked=True))
    row = make_led_round(founder, lead)
    investor = make_investor(variant[0])
    make_assessment(investor)
    pass_screening(investor)
    window = sign_in(investor.email, password=PASSWORD)
    window.go("/subscriptions/")
    window.go(f"/rounds/{row.id}/")
    window.follow("/subscribe")
    window.send(amount=CRUMB)
    assert "refused=" in window.path, "not certified yet"
    certify(Persona(investor))
    window.go(f"/rounds/{row.id}/subscribe")
    window.send(amount=CRUMB)
    assert window.path == "/subscriptions/"
    window.go(f"/rounds/{row.id}/")
    window.go("/subscriptions/")
    window.follow("/cancel")
    window.send()
    assert Subscription.objects.get(investor=investor).state == "cancelled"
