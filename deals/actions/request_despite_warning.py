"""deals / actions: an investor asks in writing for a raise that does not suit them."""

from datetime import datetime
from uuid import UUID

from compliance.core.papers import in_use
from compliance.core.risk_assessment import grades_open_to
from compliance.library import newest_book_on, special_warnings
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.locks import lock_user
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, IllegalMove, Invalid
from deals.core.policy import may_commit_money
from deals.core.states import ROUND_MACHINE, SEEN_BY_INVESTORS
from deals.core.suitability import Standing, standing, wrong_request
from deals.models import SuitabilityRequest
from deals.queries import round_seen_by
from deals.queries.suitability import suitability_stamp


class NothingToAskFor(Conflict):
    """The raise suits the investor, or nothing that they write would open it to them, or they have asked already."""

    code = "nothing_to_ask_for"


class WarningChanged(Conflict):
    """The investor has read another version of the special warning than the one in use."""

    code = "warning_changed"


def request_despite_warning(
    *, actor: Actor, now: datetime, round_id: UUID, version: int, language: str, statement: str
) -> UUID:
    """Store the actor's own written request for a raise above their class (主动书面要求), and return it.

    `version` is the special written warning that they were shown, in `language` (``zh`` or ``en``); its text is kept
    with the request. It opens nothing by itself: two officers release the warning. Source:
    基金募集机构投资者适当性管理实施指引（试行） (2017), article 44; facts 2.6.

    :raises NotFound, NotAuthorised: unless a checked investor from outside the company asks.
    :raises IllegalMove: the raise takes no money, or its last day is over.
    :raises NothingToAskFor, WarningChanged: see their names.
    :raises Invalid: the statement is empty or too long. Locks the user.
    """
    today = legal_day(now)
    with unit_of_work(actor=actor, now=now):
        raised = round_seen_by(actor, round_id).snapshot()
        require(may_commit_money(actor, organisation_id=raised.organisation_id), actor=actor)
        if raised.state not in SEEN_BY_INVESTORS or raised.terms.is_over(today) or raised.product_grade is None:
            raise IllegalMove(machine=ROUND_MACHINE.name, state=raised.state, event="request_despite_warning")
        if wrong := wrong_request(statement):
            raise Invalid(wrong)
        user = lock_user(acting_user(actor))
        stamp = suitability_stamp(user.id, raised=raised, on=today)
        assessment = stamp.assessment
        suited = grades_open_to(assessment.investor_class, newest_book_on(today)) if assessment else ()
        stands = standing(stamp, grade=raised.product_grade, suited=suited, today=today)
        if assessment is None or stands is not Standing.UNSUITABLE:
            raise NothingToAskFor
        warning = in_use(special_warnings(), on=today)
        if version != warning.number:
            raise WarningChanged
        row = SuitabilityRequest.make(
            round_id=raised.id,
            investor_id=user.id,
            product_grade=raised.product_grade,
            assessment=assessment,
            warning=warning,
            shown="\n".join(paragraph[language] for paragraph in warning.paragraphs),
            statement=statement.strip(),
            now=now,
        )
        record(
            verb="suitability.requested",
            subject=Subject(kind="round", id=raised.id),
            after={
                "request": str(row.id),
                "warning": warning.number,
                "product_grade": row.product_grade,
                "investor_class": row.investor_class,
            },
        )
        return row.id
