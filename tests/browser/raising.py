"""tests / browser: a raise from its draft to its closing, each step by whoever takes it, page by page."""

from datetime import date, timedelta

from compliance.core.screening import PersonalStanding, ScreeneeKind
from compliance.core.states import ScreeningState
from compliance.library import questionnaires
from compliance.models import Screening
from compliance.words import PERSONAL_STANDINGS
from crowdfund.db.clock import business_now
from crowdfund.kernel.days import legal_day
from crowdfund.notices.core.wording import wording_of
from deals.core.call_back import Question
from deals.core.states import PaymentState, RoundState, SubscriptionState
from deals.words import PAYMENT_STATES, STATES, SUBSCRIPTION_STATES
from tests.browser.cast import Cast, said, wait_to_read
from tests.browser.people import one_time_code
from tests.browser.window import Window
from tests.custodian import wait_for
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
    """Follow the queue on the home page to the desk, find the raise there and approve it."""
    officer.go("/")
    officer.follow("/desk/")
    officer.follow(address)
    officer.follow("/approve")
    officer.send()
    assert officer.path == "/desk/"


def open_to_investors(founder: Window, address: str) -> None:
    """Follow the next step that the home page names, once the company has passed the screening."""
    passed = Screening.objects.of_kind(ScreeneeKind.COMPANY).filter(state=ScreeningState.CLEAR)
    wait_for(lambda: passed.all().exists())
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


def assess(investor: Window) -> None:
    """Let an investor who bears much answer the questionnaire of the page that asks for it."""
    investor.follow("/compliance/assessment/")
    investor.send(**{question.id: question.options[-1].id for question in questionnaires()[-1].questions})
    assert investor.path == "/compliance/assessment/"
    assert "C5" in investor.words


def pass_screening(window: Window) -> None:
    """Ask for the screening if nobody has yet, and wait until the provider has found nothing."""
    window.go("/compliance/screening/")
    if said(window, PERSONAL_STANDINGS[PersonalStanding.DUE].label) in window.words:
        window.send()
    wait_to_read(window, "/compliance/screening/", PERSONAL_STANDINGS[PersonalStanding.CLEAR].label)


def offer_and_accept(cast: Cast, address: str) -> None:
    """Let the lead offer and the founder accept."""
    pass_screening(cast.lead)
    cast.lead.go("/")
    cast.lead.follow(address)
    cast.lead.follow("/lead")
    assess(cast.lead)
    cast.lead.go(address)
    cast.lead.follow("/lead")
    declare_salary(cast.lead)
    cast.lead.send(amount=LEADS_WITH, carry="15", own_assets="50,000,000.00")
    assert cast.lead.path.endswith("/money/"), "where the documents of the sources are added"
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
    """Come to subscribe, be asked for certification and risk assessment first, then subscribe and pay."""
    investor.go("/")
    investor.follow(address)
    investor.follow("/subscribe")
    certify(investor, officer)
    pass_screening(investor)
    investor.go(address)
    investor.follow("/subscribe")
    assess(investor)
    investor.go(address)
    investor.follow("/subscribe")
    investor.send(amount=amount)
    assert investor.path == "/subscriptions/"
    pay(investor)
    wait_to_read(investor, "/subscriptions/", SUBSCRIPTION_STATES[SubscriptionState.PAID].label)


def move_clock(operator: Window, *, to: date) -> None:
    """Move the sandbox's clock by its page, which the legal day in the header leads to."""
    operator.page.click(".legal-day a")
    operator.look()
    operator.send(to=to.isoformat())
    assert operator.path == "/clock/"


def follow_to_decide(officer: Window, end_of_address: str) -> None:
    """Follow a link to a decision; who used their second factor more than five minutes ago confirms it first."""
    officer.follow(end_of_address)
    if officer.path.startswith("/accounts/2fa/"):
        officer.send(code=one_time_code())


def call_back(cast: Cast, address: str) -> None:
    """Wait out everybody's cooling-off, let the officer call each of them, and read it on their own page."""
    cast.founder.go(f"{address}close")
    assert cast.founder.page.locator("main .notice").is_visible()
    assert cast.founder.page.locator("main form").count() == 0, "it could only be refused"
    cast.operator.go("/")
    move_clock(cast.operator, to=legal_day(business_now()) + timedelta(days=2))
    investors = (cast.lead, *cast.followers)
    for _ in investors:
        cast.officer.go("/desk/")
        cast.officer.follow("/desk/call-backs/")
        link = cast.officer.page.locator('main table a[href^="/desk/call-backs/"]').first
        follow_to_decide(cast.officer, link.get_attribute("href") or "")
        for question in Question:
            cast.officer.page.locator(f'main [name="{question}"]').check()
        cast.officer.send(outcome="confirmed")
        assert cast.officer.path == "/desk/call-backs/"
    for investor in investors:
        wait_to_read(investor, "/notices/", wording_of("subscription.called_back").title[investor.language[:2]])


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
