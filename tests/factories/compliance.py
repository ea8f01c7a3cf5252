"""tests / factories: certifications as qualified investor, written by the model's own mutators."""

from datetime import date, datetime

from compliance.core.certification import EvidenceKind, Regime, expiry_of
from compliance.models import Certification
from crowdfund.accounts.models import User
from crowdfund.kernel.days import legal_day
from tests.factories.accounts import LONG_AGO, make_user


def make_application(user: User, *, now: datetime = LONG_AGO) -> Certification:
    """Store an application that waits."""
    return Certification.apply(
        user_id=user.id,
        regime=Regime.PRIVATE_FUND_2014,
        evidence=EvidenceKind.FINANCIAL_ASSETS,
        statement="存款与股票合计 3,200,000 元",
        now=now,
    )


def make_certification(user: User, *, on: date | None = None, now: datetime = LONG_AGO) -> Certification:
    """Store a certification approved on a legal day, by default that of `now`; it holds for twelve months."""
    certification = make_application(user, now=now)
    day = on or legal_day(now)
    officer = User.objects.filter(email="certifier@example.com").first()
    officer = officer or make_user("certifier@example.com", now=now, password=None)
    certification.approve(officer_id=officer.id, approved_on=day, expires_on=expiry_of(day), now=now)
    return certification
