"""demo / acts: what the residents of the made-up market do, each by its verb and one after the other."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from compliance.actions.apply_for_certification import apply_for_certification
from compliance.actions.approve_certification import approve_certification
from compliance.actions.assess_risk import assess_risk
from compliance.actions.remind_of_expiry import remind_of_expiry
from compliance.actions.request_clearance import request_clearance
from compliance.actions.request_screening import request_screening
from compliance.actions.rescreen_people import rescreen_companies
from compliance.core.certification import EvidenceKind
from compliance.core.facts import FundingDeclaration, Movement, MovementKind, Party, PartyKind
from compliance.core.papers import in_use
from compliance.core.proofs import Exhibit, Proof
from compliance.core.screening import ScreeningStanding
from compliance.core.verdict import Refused
from compliance.library import questionnaires
from compliance.queries import screening_of
from compliance.queries.certifications import certifications_to_remind_of
from compliance.queries.screenings import companies_to_screen, open_company_screening_of
from crowdfund.accounts.actions.check_person import check_person
from crowdfund.accounts.actions.create_organisation import create_organisation
from crowdfund.accounts.actions.register_person import register_person
from crowdfund.accounts.actions.seat_staff import seat_staff
from crowdfund.accounts.core.identity import IdentityKind
from crowdfund.accounts.models.user import HashedPassword
from crowdfund.accounts.queries import actor_of
from crowdfund.demo import raises
from crowdfund.demo.bank import Counter
from crowdfund.demo.papers import paper
from crowdfund.demo.people import EVERYBODY, OFFICER, PASSWORD, Resident, credit_code
from crowdfund.demo.screener import SCREENER, find_nothing
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.ids import new_id
from crowdfund.kernel.money import Money
from deals.actions.accept_lead_offer import accept_lead_offer
from deals.actions.approve_round import approve_round
from deals.actions.close_round import close_round
from deals.actions.create_project import create_project
from deals.actions.draft_round import draft_round
from deals.actions.fail_round import fail_round
from deals.actions.offer_lead import offer_lead
from deals.actions.open_round import open_round
from deals.actions.prove_source import prove_source
from deals.actions.record_call_back import record_call_back
from deals.actions.record_filing import record_filing
from deals.actions.return_round import return_round
from deals.actions.submit_round import submit_round
from deals.actions.subscribe import subscribe
from deals.core.call_back import Answers, CallBackOutcome, Question
from deals.core.filing import FilingEntry
from deals.core.lead import Pledge
from deals.core.money_moves import PaymentPurpose
from deals.core.round import RoundSnapshot, Terms
from deals.core.states import PaymentState
from deals.queries import call_backs_due, own_payments

_PACE: Final = timedelta(minutes=7)
"""How long each thing takes."""

_CARRY: Final = Decimal("0.15")
_UNPAID: Final = (PaymentState.DUE, PaymentState.INSTRUCTED)
_COMES_IN: Final = (PaymentPurpose.DEPOSIT, PaymentPurpose.SUBSCRIPTION)


class HistoryRefused(RuntimeError):
    """The rules refused what the history needs: the rulebook and the market do not fit together."""


class Acts:
    """The verbs of the market; a cursor goes through its time, each verb some minutes after the one before."""

    def __init__(self, start: datetime) -> None:
        self._cursor = start
        self._counter = Counter()
        self._ids: dict[Resident, UUID] = {}
        self._password = HashedPassword.of(PASSWORD)

    def on(self, instant: datetime) -> None:
        """Go on at an instant; time that has passed does not come back."""
        self._cursor = max(self._cursor, instant)

    def later(self) -> datetime:
        """Return the instant of the next verb."""
        self._cursor += _PACE
        return self._cursor

    def actor(self, resident: Resident) -> Actor:
        """Return the resident as they act now, rights read from the rows; staff have just used their second factor."""
        return actor_of(
            self._ids[resident], request_id=new_id(self._cursor).hex, is_stepped_up=resident.office is not None
        )

    def join(self, resident: Resident) -> None:
        """Sign up, staff with their second factor and office."""
        now = self.later()
        self._ids[resident] = seat_staff(
            actor=Actor.system("demo", request_id=new_id(now).hex),
            now=now,
            email=resident.email,
            password=self._password,
            totp_secret=resident.totp_secret if resident.office else "",
            roles=[resident.office] if resident.office else [],
        )

    def check(self, resident: Resident) -> None:
        """Declare an identity, which the officer checks."""
        person_id = register_person(
            actor=self.actor(resident),
            now=self.later(),
            real_name=resident.real_name,
            id_kind=IdentityKind.RESIDENT_ID,
            id_number=resident.id_number,
        )
        check_person(actor=self.actor(OFFICER), now=self.later(), person_id=person_id)

    def apply(self, resident: Resident) -> UUID:
        """Apply for a certification as qualified investor."""
        done = apply_for_certification(
            actor=self.actor(resident),
            now=self.later(),
            evidence=EvidenceKind.FINANCIAL_ASSETS,
            statement=raises.STATEMENT,
            declaration=raises.DECLARATION,
            exhibits=[
                Exhibit(shows=Proof(kind.value), upload=paper(f"{kind}.pdf", f"Made-up statement of {kind.value}"))
                for kind, _ in raises.DECLARATION.holdings
            ],
        )
        if isinstance(done, Refused):
            raise ValueError("the figures of the market do not qualify its investors")
        return done

    def certify(self, resident: Resident) -> None:
        """Apply, and be certified by the officer."""
        certification_id = self.apply(resident)
        approve_certification(actor=self.actor(OFFICER), now=self.later(), certification_id=certification_id)

    def assess(self, resident: Resident, answers: Mapping[str, str]) -> None:
        """Answer the risk questionnaire of the day. :raises HistoryRefused: not once more that day."""
        now = self.later()
        version = in_use(questionnaires(), on=legal_day(now)).number
        _accepted(assess_risk(actor=self.actor(resident), now=now, version=version, answers=answers))

    def remind(self) -> None:
        """Let the platform tell those whose certification ends soon, as its sweep does each day."""
        now = self.later()
        day = legal_day(now)
        due = certifications_to_remind_of(day=day, now=now, after=None, limit=len(EVERYBODY))
        remind_of_expiry(actor=Actor.system("sweeps", "demo.market"), now=now, day=day, keys=due)

    def screen(self, resident: Resident) -> None:
        """See to it that somebody has passed the screening: the provider finds nothing, at once."""
        user_id = self._ids[resident]
        if screening_of(user_id, on=legal_day(self._cursor)) is ScreeningStanding.CLEAR:
            return
        check_id = request_screening(actor=self.actor(resident), now=self.later(), user_id=user_id)
        find_nothing(check_id, now=self.later())

    def rescreen_companies(self) -> None:
        """Let the platform screen anew the companies whose pass ends soon, as its sweep does each day."""
        now = self.later()
        day = legal_day(now)
        due = companies_to_screen(day=day, now=now, after=None, limit=len(EVERYBODY))
        rescreen_companies(actor=SCREENER, now=now, day=day, keys=due)
        for company_id in due:
            if (check_id := open_company_screening_of(company_id)) is not None:
                find_nothing(check_id, now=self.later())

    def found(self, founder: Resident, name: str, number: int, *, project: str, summary: str) -> UUID:
        """Found a company with one project, and return the project."""
        company = create_organisation(
            actor=self.actor(founder), now=self.later(), name=name, credit_code=credit_code(number)
        )
        return create_project(
            actor=self.actor(founder), now=self.later(), organisation_id=company, name=project, summary=summary
        )

    def draft(self, founder: Resident, project: UUID, terms: Terms) -> UUID:
        """Draft a raise."""
        return draft_round(actor=self.actor(founder), now=self.later(), project_id=project, terms=terms)

    def submit(self, founder: Resident, round_id: UUID) -> RoundSnapshot | Refused:
        """Submit a raise, or be refused; the provider finds nothing about its company, at once."""
        done = submit_round(actor=self.actor(founder), now=self.later(), round_id=round_id)
        if not isinstance(done, Refused) and (check_id := open_company_screening_of(done.organisation_id)) is not None:
            find_nothing(check_id, now=self.later())
        return done

    def ask_to_clear(self, founder: Resident, round_id: UUID, *, reason: str) -> None:
        """Submit a raise that the rules stop short of forbidding, and ask officers in writing to lift what stops it.

        :raises HistoryRefused: the rules let it pass.
        """
        self._ask_to_clear(founder, self.submit(founder, round_id), reason=reason)

    def _ask_to_clear(self, founder: Resident, answer: object, *, reason: str) -> None:
        if not isinstance(answer, Refused):
            raise HistoryRefused("nothing is to be cleared")
        request_clearance(
            actor=self.actor(founder), now=self.later(), determination_id=answer.determination_id, reason=reason
        )

    def approve(self, round_id: UUID) -> None:
        """Approve a raise."""
        _accepted(approve_round(actor=self.actor(OFFICER), now=self.later(), round_id=round_id))

    def send_back(self, round_id: UUID, *, reason: str) -> RoundSnapshot:
        """Return a raise to its founders."""
        return return_round(actor=self.actor(OFFICER), now=self.later(), round_id=round_id, reason=reason)

    def bring_to_market(self, founder: Resident, project: UUID, terms: Terms) -> UUID:
        """Draft, submit, approve and open a raise."""
        round_id = self.draft(founder, project, terms)
        _accepted(self.submit(founder, round_id))
        self.approve(round_id)
        _accepted(open_round(actor=self.actor(founder), now=self.later(), round_id=round_id))
        return round_id

    def lead(
        self,
        investor: Resident,
        round_id: UUID,
        *,
        founder: Resident,
        amount: Money,
        company_percent: Decimal | None = None,
    ) -> None:
        """Offer to lead out of ten times as much, show the source, be accepted, pay the deposit, then all the rest."""
        pledge = Pledge(amount=amount, own_assets=amount * 10, company_percent=company_percent, funding=_salary(amount))
        offer = self._offer(investor, round_id, pledge)
        shown = paper("salary.pdf", "Made-up statement of the salaries of four years")
        prove_source(actor=self.actor(investor), now=self.later(), offer_id=offer, position=0, upload=shown)
        _accepted(accept_lead_offer(actor=self.actor(founder), now=self.later(), offer_id=offer))
        self.pay(investor)
        self.pay(investor)

    def _offer(self, investor: Resident, round_id: UUID, pledge: Pledge) -> UUID:
        """Offer to lead. :raises HistoryRefused: the rules do not let the money pass."""
        self.screen(investor)
        offer = offer_lead(actor=self.actor(investor), now=self.later(), round_id=round_id, pledge=pledge, carry=_CARRY)
        if isinstance(offer, Refused):
            raise HistoryRefused(", ".join(finding.rule for finding in offer.findings))
        return offer

    def ask_to_clear_lead(
        self, investor: Resident, round_id: UUID, *, founder: Resident, amount: Money, reason: str
    ) -> None:
        """Offer to lead with less than is usual, be warned of at acceptance, and ask officers to lift the warning.

        :raises HistoryRefused: the rules let it pass.
        """
        pledge = Pledge(amount=amount, own_assets=amount * 10, funding=_salary(amount))
        offer = self._offer(investor, round_id, pledge)
        answer = accept_lead_offer(actor=self.actor(founder), now=self.later(), offer_id=offer)
        self._ask_to_clear(founder, answer, reason=reason)

    def follow(self, investor: Resident, round_id: UUID, *, amount: Money) -> None:
        """Subscribe and pay."""
        self.screen(investor)
        _accepted(subscribe(actor=self.actor(investor), now=self.later(), round_id=round_id, amount=amount))
        self.pay(investor)

    def pay(self, investor: Resident) -> None:
        """Pay whatever is due."""
        due = own_payments(self.actor(investor)).filter(state__in=_UNPAID, purpose__in=_COMES_IN)
        self._counter.settle([each.id for each in due], now=self.later())

    def call_back(self) -> None:
        """Let the officer call everybody back whose cooling-off is over, and get a yes to each question."""
        officer, answers = self.actor(OFFICER), Answers(confirmed=frozenset(Question))
        for row in call_backs_due(officer).filter(cooling_off_until__lte=self._cursor):
            done = record_call_back(
                actor=officer,
                now=self.later(),
                subscription_id=row.id,
                outcome=CallBackOutcome.CONFIRMED,
                answers=answers,
            )
            _accepted(done)

    def close(self, founder: Resident, round_id: UUID) -> None:
        """Close a raise; the issuer is paid."""
        _accepted(close_round(actor=self.actor(founder), now=self.later(), round_id=round_id))
        self._counter.settle([], now=self.later())

    def file(self, round_id: UUID, number: str) -> None:
        """Let an officer record that the manager filed the vehicle, as the association's public register shows it."""
        now = self.later()
        record_filing(
            actor=self.actor(OFFICER),
            now=now,
            round_id=round_id,
            entry=FilingEntry(number=number, filed_on=legal_day(now), remark=raises.WHERE_THE_FILING_WAS_READ),
            evidence=None,
        )

    def fail(self, round_id: UUID) -> None:
        """End a raise that is over; everybody gets their money back."""
        now = self.later()
        fail_round(actor=Actor.system("deals.closing", request_id=new_id(now).hex), now=now, round_id=round_id)
        self._counter.settle([], now=self.later())


def _salary(amount: Money) -> FundingDeclaration:
    """Return the declaration of money that an employer paid and that is all the lead's own."""
    return FundingDeclaration(
        parties=(Party(id="本人", kind=PartyKind.LEAD), Party(id="上海云帆软件有限公司", kind=PartyKind.EMPLOYER)),
        movements=(
            Movement(
                source="上海云帆软件有限公司",
                target="本人",
                kind=MovementKind.TRANSFER,
                amount=amount * 2,
                is_disclosed=True,
            ),
        ),
        holds_for="本人",
    )


def _accepted(answer: object) -> None:
    """:raises HistoryRefused: the rules said no."""
    if isinstance(answer, Refused):
        raise HistoryRefused(", ".join(finding.rule for finding in answer.findings))
