"""demo / market: fills an empty database by the verbs, in the order in which people would have used them."""

from datetime import datetime, timedelta
from decimal import Decimal

from compliance.core.facts import Board, HolderPart
from compliance.core.verdict import Refused
from crowdfund.db.work import envelope
from crowdfund.demo import raises
from crowdfund.demo.acts import Acts, HistoryRefused
from crowdfund.demo.calendar import DAYS_TO_LISTING, Calendar, calendar_of
from crowdfund.demo.people import (
    CHECKED,
    CHEN,
    FANG,
    GAO,
    HE,
    INVESTORS,
    JIANG,
    LIN,
    LUO,
    OFFICER,
    STAFF,
    STRANGER,
    TAO,
    WEN,
    XU,
)
from crowdfund.demo.raises import yuan
from deals.actions.edit_round import edit_round
from exits.actions.consent_to_exit_window import consent_to_exit_window
from exits.actions.elect_exit import elect_exit
from exits.actions.propose_exit_window import propose_exit_window
from exits.actions.record_listing import record_listing
from exits.core.listing import ListingTerms
from exits.core.next_round import Portion
from exits.core.window import WindowTerms


def load_market(*, now: datetime) -> None:
    """Fill an empty database: companies, founders, investors, staff, a raise in each state, a listing and a window.

    All or nothing: the transaction encloses every verb. The verbs' instants lie in the thirteen months before `now`,
    and nothing is due at its end.
    """
    calendar = calendar_of(now)
    acts = Acts(calendar.after(0))
    with envelope():
        for resident in (*STAFF, *CHECKED, STRANGER):
            acts.join(resident)
        _Market(acts, calendar).tell()


class _Market:
    """The history of the market, the oldest first."""

    def __init__(self, acts: Acts, calendar: Calendar) -> None:
        self.acts = acts
        self.calendar = calendar

    def tell(self) -> None:
        """Carry out the whole history."""
        self._people()
        self._first_closings()
        self._newcomer()
        self._failure()
        self._led()
        self._desk()
        self._exits()
        self._latest()

    def _people(self) -> None:
        """Identities are checked, investors assessed and certified; the first holds three years, the second one."""
        self.acts.on(self.calendar.after(1))
        for resident in CHECKED:
            self.acts.check(resident)
        self.acts.on(self.calendar.after(2))
        for resident in (*INVESTORS, CHEN):
            self.acts.assess(resident, raises.BEARS_ALL)
        for resident in (LIN, FANG, GAO, CHEN):
            self.acts.certify(resident)

    def _first_closings(self) -> None:
        """Two raises close and are filed; one of the companies is listed, which locks the shares of its vehicle."""
        acts, calendar = self.acts, self.calendar
        acts.on(calendar.after(3))
        robots = acts.found(JIANG, "合肥砺行机器人股份有限公司", 4, project="仓储搬运机器人", summary=raises.ROBOTS)
        self.hearing = acts.found(TAO, "宁波听潮医疗科技有限公司", 5, project="数字助听器", summary=raises.HEARING)
        closes_on = calendar.began_on + timedelta(days=60)
        listed = acts.bring_to_market(JIANG, robots, raises.robots_a(closes_on=closes_on))
        self.angel = acts.bring_to_market(TAO, self.hearing, raises.hearing_angel(closes_on=closes_on))
        acts.on(calendar.after(6))
        acts.lead(LIN, listed, founder=JIANG, amount=yuan("6000000.00"), company_percent=Decimal("2.5"))
        acts.follow(FANG, listed, amount=yuan("9000000.00"))
        acts.follow(GAO, listed, amount=yuan("7500000.00"))
        acts.on(calendar.after(9))
        acts.lead(LIN, self.angel, founder=TAO, amount=yuan("6000000.00"))
        acts.follow(FANG, self.angel, amount=yuan("9000000.00"))
        acts.follow(GAO, self.angel, amount=yuan("6000000.00"))
        acts.on(calendar.after(12))
        acts.call_back()
        acts.on(calendar.after(14))
        acts.close(JIANG, listed)
        acts.close(TAO, self.angel)
        acts.on(calendar.after(20))
        acts.file(listed, "SXA7Q1")
        acts.file(self.angel, "SXA7Q2")
        acts.on(calendar.after(DAYS_TO_LISTING))
        record_listing(
            actor=acts.actor(OFFICER),
            now=acts.later(),
            round_id=listed,
            terms=ListingTerms(
                board=Board.MAIN,
                listed_on=calendar.listed_on,
                part=HolderPart.OTHER,
                shares=1_500_000,
                evidence=raises.LISTING_EVIDENCE,
            ),
        )

    def _newcomer(self) -> None:
        """One more investor is certified, for some weeks yet, and waits to be screened."""
        self.acts.on(self.calendar.ago(345))
        self.acts.certify(WEN)

    def _failure(self) -> None:
        """A raise stays below its minimum, and everybody gets their money back; certifications are renewed."""
        acts, calendar = self.acts, self.calendar
        acts.on(calendar.ago(80))
        self.biotech = acts.found(LUO, "成都半夏生物技术有限公司", 3, project="体外诊断试剂", summary=raises.BIOTECH)
        failing = acts.bring_to_market(LUO, self.biotech, raises.biotech_seed(closes_on=calendar.ahead(-45)))
        acts.on(calendar.ago(77))
        acts.lead(LIN, failing, founder=LUO, amount=yuan("2000000.00"))
        acts.on(calendar.ago(70))
        acts.follow(GAO, failing, amount=yuan("1000000.00"))
        acts.on(calendar.ago(68))
        acts.call_back()
        acts.on(calendar.ago(44))
        acts.fail(failing)
        acts.on(calendar.ago(40))
        for resident in (LIN, FANG, CHEN, XU):
            acts.certify(resident)
            acts.screen(resident)

    def _led(self) -> None:
        """The next round of one of those that closed has its lead: one more follower, and it can close."""
        acts, calendar = self.acts, self.calendar
        acts.on(calendar.ago(27))
        led = acts.bring_to_market(TAO, self.hearing, raises.hearing_a(closes_on=calendar.ahead(30)))
        acts.on(calendar.ago(25))
        acts.lead(XU, led, founder=TAO, amount=yuan("5600000.00"))
        acts.on(calendar.ago(22))
        acts.follow(GAO, led, amount=yuan("7200000.00"))
        acts.on(calendar.ago(21))
        acts.follow(CHEN, led, amount=yuan("6200000.00"))
        acts.on(calendar.ago(19))
        acts.call_back()

    def _desk(self) -> None:
        """Raises on their way to the market: approved, open, returned and submitted again; one with a small lead."""
        acts, calendar = self.acts, self.calendar
        acts.on(calendar.ago(9))
        cold_chain = acts.found(HE, "杭州麦田冷链物流有限公司", 2, project="县域生鲜冷链", summary=raises.COLD_CHAIN)
        approved = acts.draft(HE, cold_chain, raises.cold_chain_angel(closes_on=calendar.ahead(90)))
        acts.submit(HE, approved)
        acts.approve(approved)
        acts.on(calendar.ago(8))
        self.sensors = acts.found(CHEN, "苏州澄光传感科技有限公司", 1, project="工业视觉传感器", summary=raises.SENSORS)
        acts.bring_to_market(CHEN, self.sensors, raises.sensors_a(closes_on=calendar.ahead(60)))
        acts.on(calendar.ago(6))
        terms = raises.cold_chain_a(closes_on=calendar.ahead(120))
        small = acts.bring_to_market(LUO, self.biotech, raises.biotech_a(closes_on=calendar.ahead(80)))
        acts.ask_to_clear_lead(XU, small, founder=LUO, amount=yuan("1200000.00"), reason=raises.REASON_TO_CLEAR_LEAD)
        waiting = acts.draft(HE, cold_chain, raises.without_purpose(terms))
        acts.submit(HE, waiting)
        before = acts.send_back(waiting, reason=raises.REASON_TO_RETURN)
        edit_round(actor=acts.actor(HE), now=acts.later(), round_id=waiting, version=before.version, terms=terms)
        acts.on(calendar.ago(5))
        acts.submit(HE, waiting)

    def _exits(self) -> None:
        """Holders of the raise that closed may leave in the next round; one of them has said so."""
        acts, calendar = self.acts, self.calendar
        acts.on(calendar.ago(4))
        window = propose_exit_window(
            actor=acts.actor(TAO),
            now=acts.later(),
            round_id=self.angel,
            terms=WindowTerms(
                buyer_name=raises.NEXT_ROUND_BUYER,
                completion_post_money=yuan("105000000.00"),
                pre_money=yuan("210000000.00"),
                proposed_units=1_000_000_000,
                closes_on=calendar.ahead(12),
            ),
            buyer_email=XU.email,
        )
        if isinstance(window, Refused):
            raise HistoryRefused("the vehicle of the oldest raise was filed")
        consent_to_exit_window(actor=acts.actor(XU), now=acts.later(), window_id=window, capacity_units=1_000_000_000)
        acts.on(calendar.ago(3))
        elect_exit(actor=acts.actor(GAO), now=acts.later(), window_id=window, portion=Portion.ALL)

    def _latest(self) -> None:
        """Raises that did not get far: returned, stopped by a rule, refused by one, half-filled; and who waits."""
        acts, calendar = self.acts, self.calendar
        returned = acts.draft(LUO, self.biotech, raises.biotech_bridge(closes_on=calendar.ahead(75)))
        acts.submit(LUO, returned)
        acts.send_back(returned, reason=raises.REASON_TO_RETURN_BIOTECH)
        unclear = acts.draft(LUO, self.biotech, raises.biotech_holding(closes_on=calendar.ahead(60)))
        acts.ask_to_clear(LUO, unclear, reason=raises.REASON_TO_CLEAR_COMPANY)
        acts.on(calendar.ago(2))
        acts.submit(LUO, acts.draft(LUO, self.biotech, raises.biotech_angel(closes_on=calendar.ahead(60))))
        acts.apply(GAO)
        acts.assess(GAO, raises.BEARS_SOME)
        acts.remind()
        acts.rescreen_companies()
        acts.on(calendar.ago(1))
        acts.draft(CHEN, self.sensors, raises.sensors_b())
