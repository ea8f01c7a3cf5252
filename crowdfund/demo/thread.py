"""demo / thread: what to try on a practice platform, in order, who does it, and on which page.

Where each step stands is read as the auditor reads it, who sees everything that was ever submitted. Links lead only
where the reader may go; everybody else's step names whom to sign in as.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from compliance.queries import has_waiting_certification
from crowdfund.accounts.queries import actor_of, ids_by_email
from crowdfund.demo import raises
from crowdfund.demo.people import AUDITOR, CHEN, EVERYBODY, FANG, GAO, HE, LIN, OFFICER, OPERATOR, TAO, XU
from crowdfund.demo.raises import yuan
from crowdfund.demo.steps import Move, Step, as_read
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.web.components.amounts import money_text
from crowdfund.web.components.days import day_text
from deals.core.states import OfferState, RoundState, SubscriptionState
from deals.queries import (
    call_back_standing_of,
    call_backs_due,
    has_reached_minimum,
    offers_for,
    own_rounds,
    rounds_seen_by,
    subscriptions_of_round,
)
from exits.core.next_round import Portion
from exits.core.states import LotState, WindowState
from exits.queries import elections_seen_by, lots_seen_by, windows_seen_by

if TYPE_CHECKING:
    from deals.models import Round

_BEFORE_LEAD = frozenset({RoundState.DRAFT, RoundState.SUBMITTED, RoundState.APPROVED, RoundState.OPEN})

_BEFORE_ALLOTMENT = frozenset({WindowState.PROPOSED, WindowState.OPEN})


def thread_for(actor: Actor, *, email: str, now: datetime) -> list[Step]:
    """Return the steps as somebody reads them at `now` who signs in with `email`; none without the market's auditor."""
    ids = ids_by_email(resident.email for resident in EVERYBODY)
    if AUDITOR.email not in ids:
        return []
    watcher = actor_of(ids[AUDITOR.email], request_id=actor.request_id, is_stepped_up=False)
    moves = list(_Market(actor=actor, watcher=watcher, ids=ids, now=now).moves())
    return as_read(moves, actor=actor, email=email)


class _Market:
    """Where everything stands that there is to try."""

    def __init__(self, *, actor: Actor, watcher: Actor, ids: Mapping[str, UUID], now: datetime) -> None:
        self.actor = actor
        self.now = now
        self.ids = ids
        self.watcher = watcher
        titles = rounds_seen_by(watcher)
        self.rounds: dict[str, Round] = {row.title: row for row in titles}  # newest first, so the first made stays

    def moves(self) -> Iterator[Move]:
        """Yield what there is to try, in the order of a deal's life."""
        yield from self._raise()
        yield from self._lead()
        yield from self._certify()
        yield from self._subscribe()
        yield from self._close()
        yield from self._unlock()
        yield from self._leave()

    def _raise(self) -> Iterator[Move]:
        draft = own_rounds(self.actor).filter(state=RoundState.DRAFT, title=raises.SENSORS_B).first()
        yield Move(
            chapter=pgettext("step of a deal", "Raise"),
            text=_("Fill in the draft “%(title)s” and submit it.") % {"title": raises.SENSORS_B},
            who=CHEN,
            is_done=raises.SENSORS_B in self.rounds,
            page=reverse("round_edit", args=[draft.id]) if draft else reverse("projects"),
        )
        if row := self.rounds.get(raises.COLD_CHAIN_A):
            yield Move(
                chapter=pgettext("step of a deal", "Raise"),
                text=_("Approve “%(title)s”, or return it with a reason.") % {"title": row.title},
                who=OFFICER,
                is_done=row.state != RoundState.SUBMITTED,
                page=reverse("round", args=[row.id]),
                round_id=row.id,
            )
        if row := self.rounds.get(raises.COLD_CHAIN_ANGEL):
            yield Move(
                chapter=pgettext("step of a deal", "Raise"),
                text=_("Open “%(title)s” to checked investors.") % {"title": row.title},
                who=HE,
                is_done=row.state != RoundState.APPROVED,
                page=reverse("round_open", args=[row.id]),
                round_id=row.id,
            )

    def _lead(self) -> Iterator[Move]:
        row = self.rounds.get(raises.SENSORS_A)
        if row is None:
            return
        offers = {OfferState(each.state): each for each in offers_for(self.watcher, row.id)}
        is_led = RoundState(row.state) not in _BEFORE_LEAD
        is_accepted = is_led or OfferState.ACCEPTED in offers
        offered = offers.get(OfferState.OFFERED)
        said = {"title": row.title}
        yield Move(
            chapter=pgettext("step of a deal", "Lead"),
            text=_("Offer to lead “%(title)s” with money of your own, for instance %(amount)s.")
            % {**said, "amount": money_text(yuan("2500000.00"))},
            who=LIN,
            is_done=is_accepted or offered is not None,
            page=reverse("lead_offer_new", args=[row.id]),
            round_id=row.id,
        )
        yield Move(
            chapter=pgettext("step of a deal", "Lead"),
            text=_("Accept who offers to lead “%(title)s”.") % said,
            who=CHEN,
            is_done=is_accepted,
            is_ready=offered is not None,
            page=reverse("lead_offer", args=[offered.id]) if offered else reverse("round", args=[row.id]),
            round_id=row.id,
        )
        yield Move(
            chapter=pgettext("step of a deal", "Lead"),
            text=_("Pay the deposit; “%(title)s” is led as soon as the custodian bank has it.") % said,
            who=LIN,
            is_done=is_led,
            is_ready=is_accepted,
            page=reverse("payments"),
            round_id=row.id,
        )

    def _certify(self) -> Iterator[Move]:
        applicant = self.ids.get(GAO.email)
        if applicant is not None:
            yield Move(
                chapter=pgettext("step of a deal", "Subscribe"),
                text=_("Certify %(name)s, whose certification has run out, as qualified investor again.")
                % {"name": GAO.label},
                who=OFFICER,
                is_done=not has_waiting_certification(applicant),
                page=reverse("compliance:certifications"),
            )

    def _subscribe(self) -> Iterator[Move]:
        row = self.rounds.get(raises.HEARING_A)
        if row is None or row.minimum_ticket is None:
            return
        follower = self.ids.get(FANG.email)
        mine = subscriptions_of_round(self.watcher, row.id).filter(investor_id=follower).last()
        state = SubscriptionState(mine.state) if mine else None
        yield Move(
            chapter=pgettext("step of a deal", "Subscribe"),
            text=_("Subscribe to “%(title)s” behind its lead, %(amount)s or more.")
            % {"title": row.title, "amount": money_text(row.minimum_ticket)},
            who=FANG,
            is_done=state is not None,
            page=reverse("subscribe", args=[row.id]),
            round_id=row.id,
        )
        yield Move(
            chapter=pgettext("step of a deal", "Subscribe"),
            text=_("Pay the subscription at the custodian bank."),
            who=FANG,
            is_done=state in {SubscriptionState.PAID, SubscriptionState.ALLOCATED},
            is_ready=state is not None,
            page=reverse("payments"),
            round_id=row.id,
        )

    def _call_back(self, row: "Round") -> Iterator[Move]:
        """Whoever has paid cools off for a day; then the officer calls, and only then the raise closes."""
        waiting = call_backs_due(self.watcher).filter(round_id=row.id).last()
        paid = subscriptions_of_round(self.watcher, row.id).filter(investor_id=self.ids.get(FANG.email)).last()
        has_paid = paid is not None and paid.cooling_off_until is not None
        chapter = pgettext("step of a deal", "Close")
        until = waiting.cooling_off_until if waiting else None
        yield Move(
            chapter=chapter,
            text=_("Move the clock to %(day)s: the cooling-off after the last payment is over.")
            % {"day": day_text(legal_day(until) + timedelta(days=1))}
            if until
            else _("Move the clock two days on after the payment: the cooling-off is over."),
            who=OPERATOR,
            is_done=has_paid and (until is None or until <= self.now),
            is_ready=has_paid,
            page=reverse("sweeps:clock"),
        )
        yield Move(
            chapter=chapter,
            text=_("Call the investor back and record the answers; until then the investor may rescind."),
            who=OFFICER,
            is_done=has_paid and waiting is None,
            is_ready=until is not None and until <= self.now,
            page=reverse("call_backs"),
            round_id=row.id,
        )

    def _close(self) -> Iterator[Move]:
        row = self.rounds.get(raises.HEARING_A)
        if row is None or row.minimum_raise is None:
            return
        yield from self._call_back(row)
        reached = has_reached_minimum(row.id) and call_back_standing_of(row.id).is_done
        yield Move(
            chapter=pgettext("step of a deal", "Close"),
            text=_("Close “%(title)s”: it has reached its minimum.") % {"title": row.title}
            if reached
            else _("Close “%(title)s” once %(amount)s have been paid.")
            % {"title": row.title, "amount": money_text(row.minimum_raise)},
            who=TAO,
            is_done=row.state == RoundState.CLOSED,
            is_ready=reached,
            page=reverse("round_close", args=[row.id]),
            round_id=row.id,
        )

    def _unlock(self) -> Iterator[Move]:
        lot = lots_seen_by(self.watcher).last()
        if lot is None:
            return
        said = {"vehicle": lot.vehicle.name, "day": day_text(lot.first_free_on)}
        is_free = lot.state == LotState.FREE
        yield Move(
            chapter=pgettext("step of a deal", "Unlock"),
            text=_("Move the clock to %(day)s: the shares of “%(vehicle)s” unlock by themselves.") % said,
            who=OPERATOR,
            is_done=is_free,
            page=reverse("sweeps:clock"),
        )
        yield Move(
            chapter=pgettext("step of a deal", "Unlock"),
            text=_("See that the shares of “%(vehicle)s” are free; a notice says so as well.") % said,
            who=FANG,
            is_done=is_free,
            is_ready=is_free,
            page=reverse("exit_windows"),
        )

    def _leave(self) -> Iterator[Move]:
        window = windows_seen_by(self.watcher).last()
        if window is None:
            return
        mine = elections_seen_by(self.watcher, window.id).filter(holder_id=self.ids.get(FANG.email)).first()
        said = {"vehicle": window.vehicle.name, "day": day_text(window.closes_on + timedelta(days=1))}
        state = WindowState(window.state)
        chapter = pgettext("step of a deal", "Leave")
        yield Move(
            chapter=chapter,
            text=_("Sell half: offer 50 %% of your units of “%(vehicle)s” to the investor of the next round.") % said,
            who=FANG,
            is_done=state not in _BEFORE_ALLOTMENT or (mine is not None and mine.portion != Portion.NONE),
            page=reverse("exit_elect", args=[window.id]),
        )
        yield Move(
            chapter=chapter,
            text=_("Move the clock to %(day)s: the window is over, and who sells how much is fixed by itself.") % said,
            who=OPERATOR,
            is_done=state not in _BEFORE_ALLOTMENT,
            page=reverse("sweeps:clock"),
        )
        yield Move(
            chapter=chapter,
            text=_("Pay for the units; they change hands when the custodian bank has the money."),
            who=XU,
            is_done=state not in {*_BEFORE_ALLOTMENT, WindowState.ALLOCATED},
            is_ready=state is WindowState.ALLOCATED,
            page=reverse("payments"),
        )
        yield Move(
            chapter=chapter,
            text=_("Read what you sold for how much, and that it was paid out to you."),
            who=FANG,
            is_done=mine is not None and mine.paid_at is not None,
            is_ready=state is WindowState.SETTLED,
            page=reverse("exit_window", args=[window.id]),
        )
