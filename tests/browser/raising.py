"""tests / browser: a raise from its draft to its closing, each step by whoever takes it, page by page."""

from deals.core.states import PaymentState, RoundState, SubscriptionState
from deals.words import PAYMENT_STATES, STATES, SUBSCRIPTION_STATES
from tests.browser.cast import Cast, said, wait_to_read
from tests.browser.window import Window
from tests.deals.doors import written
from tests.factories.deals import COMPLETE

LEADS_WITH = "4,000,000.00"
FOLLOW_WITH = ("9,600,000.00", "6,400,000.00")


def draft_and_submit(founder: Window) -> str:
    """Set up a project, draft its raise in one go, submit it, and return the raise's address."""
    founder.go("/")
    founder.follow("/projects/new")
    founder.send(name="工业视觉传感器", summary="Line-scan cameras.")
    founder.follow("/rounds/new")
    founder.send(**written(COMPLETE))
    address = founder.path
    founder.follow("/submit")
    founder.send()
    assert founder.path == address
    assert said(founder, STATES[RoundState.SUBMITTED].label) in founder.words
    return address


def approve(officer: Window, address: str) -> None:
    """Find the raise on the desk and approve it."""
    officer.go("/")
    officer.follow(address)
    officer.follow("/approve")
    officer.send()
    assert officer.path == "/desk/"


def open_to_investors(founder: Window, address: str) -> None:
    """Follow the next step that the home page names."""
    founder.go("/")
    founder.follow("/open")
    founder.send()
    assert founder.path == address


def declare_salary(window: Window) -> None:
    """Say that an employer pays what the lead puts in."""
    typed = {"nodes.1.id": "Employer", "edges.0.from": "Employer", "edges.0.amount": "60,000,000.00"}
    for name, text in typed.items():
        window.page.locator(f'main [name="{name}"]').fill(text)
    window.page.locator('main [name="nodes.1.kind"]').select_option("employer")


def offer_and_accept(cast: Cast, address: str) -> None:
    """Let the lead offer and the founder accept."""
    cast.lead.go("/")
    cast.lead.follow(address)
    cast.lead.follow("/lead")
    declare_salary(cast.lead)
    cast.lead.send(amount=LEADS_WITH, carry="15", own_assets="50,000,000.00")
    assert cast.lead.path == address
    cast.founder.go("/")
    cast.founder.follow(f"{address}#offers")
    cast.founder.follow("/accept")
    cast.founder.send()
    assert cast.founder.path == address


def pay(investor: Window, *, reminded_on: str = "/") -> None:
    """Pay at the sandbox bank what a page, by default the home page, says is due."""
    investor.go(reminded_on)
    investor.follow("/payments/")
    investor.follow("/pay-in-sandbox")
    investor.send()
    assert investor.path == "/payments/"


def pay_the_deposit(cast: Cast, address: str) -> None:
    """Let the lead pay; the bank reports, and the raise is led."""
    pay(cast.lead)
    wait_to_read(cast.lead, "/payments/", PAYMENT_STATES[PaymentState.SETTLED].label)
    for window in (cast.lead, cast.founder):
        wait_to_read(window, address, STATES[RoundState.LED].label)


def certify(investor: Window, officer: Window) -> None:
    """Let an investor apply from the raise that asks for it, and the officer certify them."""
    investor.follow("/compliance/certification/")
    investor.send(evidence="financial_assets", statement="Deposits of 3.5 million yuan at two banks, November 2026.")
    officer.go("/compliance/certifications/")
    officer.page.locator("main table a").first.wait_for()
    officer.follow(officer.page.locator("main table a").first.get_attribute("href") or "")
    officer.send(decision="approve")
    assert officer.path == "/compliance/certifications/"


def follow(investor: Window, officer: Window, address: str, *, amount: str) -> None:
    """Come to subscribe, be asked for the certification first, then subscribe and pay."""
    investor.go("/")
    investor.follow(address)
    investor.follow("/subscribe")
    certify(investor, officer)
    investor.go(address)
    investor.follow("/subscribe")
    investor.send(amount=amount)
    assert investor.path == "/subscriptions/"
    pay(investor)
    wait_to_read(investor, "/subscriptions/", SUBSCRIPTION_STATES[SubscriptionState.PAID].label)


def close(cast: Cast, address: str) -> None:
    """Close the raise; everybody finds their part of the partnership in the cap table."""
    cast.founder.go("/")
    cast.founder.follow("/close")
    cast.founder.send()
    assert cast.founder.path == f"{address}cap-table/"
    for units in ("960,000,000", "640,000,000"):
        assert units in cast.founder.words
    for window in (cast.lead, *cast.followers):
        window.go(address)
        assert said(window, STATES[RoundState.CLOSED].label) in window.words
        window.follow("/cap-table/")
    cast.operator.go("/desk/custody/")
