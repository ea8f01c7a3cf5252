"""demo / market: fills an empty database by the verbs, in the order in which people would have used them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from crowdfund.accounts.actions.check_person import check_person
from crowdfund.accounts.actions.create_organisation import create_organisation
from crowdfund.accounts.actions.register_person import register_person
from crowdfund.accounts.actions.seat_staff import seat_staff
from crowdfund.accounts.core.identity import IdentityKind
from crowdfund.accounts.queries import actor_of
from crowdfund.db.work import envelope
from crowdfund.demo import raises
from crowdfund.demo.people import CHECKED, CHEN, HE, LUO, OFFICER, PASSWORD, STAFF, STRANGER, Resident, credit_code
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import add_months, legal_day
from crowdfund.kernel.ids import new_id
from deals.actions.approve_round import approve_round
from deals.actions.create_project import create_project
from deals.actions.draft_round import draft_round
from deals.actions.edit_round import edit_round
from deals.actions.open_round import open_round
from deals.actions.return_round import return_round
from deals.actions.submit_round import submit_round
from deals.core.round import Terms

_DAYS = 24
"""How long ago the market began."""


def load_market(*, now: datetime) -> None:
    """Fill an empty database: three companies, their founders, investors, staff and a raise in each state.

    All or nothing: the transaction encloses every verb. The verbs' instants lie in the 24 days before `now`.
    """
    with envelope():
        _Market(now).load()


class _Market:
    """The market while it is being filled; each step happens some hours after the one before."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.ids: dict[Resident, UUID] = {}
        self._instants = _working_hours(now - timedelta(days=_DAYS), now)

    def load(self) -> None:
        """Carry out the whole history."""
        for resident in (*STAFF, *CHECKED, STRANGER):
            self._join(resident)
        for resident in CHECKED:
            self._check(resident)
        self._sensors()
        self._cold_chain()
        self._biotech()

    def _sensors(self) -> None:
        """An open raise, and a half-filled draft."""
        company = self._found(CHEN, "苏州澄光传感科技有限公司", 1)
        project = self._project(CHEN, company, "工业视觉传感器", raises.SENSORS)
        open_raise = self._draft(CHEN, project, raises.sensors_a(closes_on=self._in_months(2)))
        self._submit(CHEN, open_raise)
        approve_round(actor=self._as(OFFICER), now=self._later(), round_id=open_raise)
        open_round(actor=self._as(CHEN), now=self._later(), round_id=open_raise)
        self._draft(CHEN, project, raises.sensors_b())

    def _cold_chain(self) -> None:
        """A raise that was approved, and one that was returned, mended and submitted again."""
        company = self._found(HE, "杭州麦田冷链物流有限公司", 2)
        project = self._project(HE, company, "县域生鲜冷链", raises.COLD_CHAIN)
        approved = self._draft(HE, project, raises.cold_chain_angel(closes_on=self._in_months(3)))
        self._submit(HE, approved)
        approve_round(actor=self._as(OFFICER), now=self._later(), round_id=approved)
        terms = raises.cold_chain_a(closes_on=self._in_months(4))
        waiting = self._draft(HE, project, raises.without_purpose(terms))
        self._submit(HE, waiting)
        before = return_round(
            actor=self._as(OFFICER), now=self._later(), round_id=waiting, reason=raises.REASON_TO_RETURN
        )
        edit_round(actor=self._as(HE), now=self._later(), round_id=waiting, version=before.version, terms=terms)
        self._submit(HE, waiting)

    def _biotech(self) -> None:
        """A raise that the rules refuse, because its smallest subscription is less than the law asks for."""
        company = self._found(LUO, "成都半夏生物技术有限公司", 3)
        project = self._project(LUO, company, "体外诊断试剂", raises.BIOTECH)
        self._submit(LUO, self._draft(LUO, project, raises.biotech_angel(closes_on=self._in_months(2))))

    def _join(self, resident: Resident) -> None:
        now = self._later()
        self.ids[resident] = seat_staff(
            actor=Actor.system("demo", request_id=new_id(now).hex),
            now=now,
            email=resident.email,
            password=PASSWORD,
            totp_secret=resident.totp_secret if resident.office else "",
            roles=[resident.office] if resident.office else [],
        )

    def _check(self, resident: Resident) -> None:
        person_id = register_person(
            actor=self._as(resident),
            now=self._later(),
            real_name=resident.real_name,
            id_kind=IdentityKind.RESIDENT_ID,
            id_number=resident.id_number,
        )
        check_person(actor=self._as(OFFICER), now=self._later(), person_id=person_id)

    def _found(self, founder: Resident, name: str, number: int) -> UUID:
        return create_organisation(
            actor=self._as(founder), now=self._later(), name=name, credit_code=credit_code(number)
        )

    def _project(self, founder: Resident, company: UUID, name: str, summary: str) -> UUID:
        return create_project(
            actor=self._as(founder), now=self._later(), organisation_id=company, name=name, summary=summary
        )

    def _draft(self, founder: Resident, project: UUID, terms: Terms) -> UUID:
        return draft_round(actor=self._as(founder), now=self._later(), project_id=project, terms=terms)

    def _submit(self, founder: Resident, round_id: UUID) -> None:
        submit_round(actor=self._as(founder), now=self._later(), round_id=round_id)

    def _as(self, resident: Resident) -> Actor:
        """Return the resident as they act now, rights read from the rows; staff have just used their second factor."""
        return actor_of(self.ids[resident], request_id=new_id(self.now).hex, is_stepped_up=resident.office is not None)

    def _later(self) -> datetime:
        return next(self._instants)

    def _in_months(self, months: int) -> date:
        return add_months(legal_day(self.now), months)


def _working_hours(start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield two instants a day, in the office hours of Shanghai, from the day of `start` on; at last only `end`."""
    hours = (time(2, 10), time(7, 35))
    day = start.date()
    while datetime.combine(day, hours[-1], UTC) < end:
        yield from (datetime.combine(day, hour, UTC) for hour in hours)
        day += timedelta(days=1)
    while True:
        yield end
