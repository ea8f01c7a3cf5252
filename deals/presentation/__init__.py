"""deals / presentation: what pages show about raises besides their rows: next steps, checklists, history, charts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.core.marks import marks
from compliance.core.rules.words import phrases_of
from compliance.library import book
from crowdfund.accounts.core.policy import may_create_organisation
from crowdfund.accounts.core.states import PersonState
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import FieldError
from crowdfund.kernel.money import Money
from crowdfund.web.charts.bars import LimitBar, limit_bars
from crowdfund.web.charts.shares import MAXIMUM, Share, share_bar
from crowdfund.web.components.amounts import money_text
from crowdfund.web.problems import field_message
from deals.core.lead_money import SHOWN_IN
from deals.core.money_moves import SubscriptionKind
from deals.core.policy import may_draft_for, may_open
from deals.core.round import missing_terms
from deals.core.states import OfferState, RoundState, SubscriptionState
from deals.facts import money_of
from deals.presentation.cooling import call_back_line, call_lines, cooling_of
from deals.presentation.leads import effective_share
from deals.queries import Outlook
from deals.words import KINDS, STATES, TERMS

if TYPE_CHECKING:
    from crowdfund.audit.models import Event
    from deals.models import LeadOffer, Round, Subscription

__all__ = [
    "call_back_line",
    "call_lines",
]
_MARKED: Final = SafeString("<mark>{}</mark>")
_DECISIONS = frozenset({"round.approved", "round.returned"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What its own people can do about a raise now: a link, or a sentence where only others can act."""

    label: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRound:
    """A raise of the reader's own company with its next step."""

    round: "Round"
    next_step: NextStep


def own_rounds(
    rows: Iterable["Round"], *, actor: Actor, today: date, outlooks: Mapping[UUID, Outlook]
) -> list[OwnRound]:
    """Return the reader's own raises, each with its next step on the legal day `today`. No query but that of `rows`."""
    return [
        OwnRound(round=row, next_step=next_step(row, actor=actor, today=today, outlook=outlooks[row.id]))
        for row in rows
    ]


def next_step(row: "Round", *, actor: Actor, today: date, outlook: Outlook) -> NextStep:
    """Return what the actor can do about a raise of their own company now. Needs its project at hand."""
    organisation_id, state = row.project.organisation_id, RoundState(row.state)
    if state is RoundState.DRAFT:
        if may_draft_for(actor, organisation_id=organisation_id):
            return _step_of_draft(row, today=today)
        return NextStep(label=_("Have your identity checked"), url=reverse("accounts:my_account"))
    return _step_once_submitted(state, row.id, outlook, acts=may_open(actor, organisation_id=organisation_id))


def _step_once_submitted(state: RoundState, round_id: UUID, outlook: Outlook, *, acts: bool) -> NextStep:
    match state:
        case RoundState.SUBMITTED:
            return NextStep(label=_("A compliance officer decides"))
        case RoundState.APPROVED if acts:
            return NextStep(label=_("Open it to investors"), url=reverse("round_open", args=[round_id]))
        case RoundState.APPROVED:
            return NextStep(label=_("A checked member of the company opens it"))
        case RoundState.OPEN:
            return _step_to_a_lead(round_id, outlook, acts=acts)
        case RoundState.LED:
            return _step_to_closing(round_id, outlook, acts=acts)
        case RoundState.CLOSED:
            return NextStep(label=_("See who holds what"), url=reverse("cap_table", args=[round_id]))
        case _:
            return NextStep(label=_("It has ended"), detail=_("Everything paid goes back"))


def _step_to_a_lead(round_id: UUID, outlook: Outlook, *, acts: bool) -> NextStep:
    if outlook.has_accepted_offer and outlook.has_deposit:
        return NextStep(
            label=_("The lead's money is being examined"),
            detail=_("The deposit has come; the lead is confirmed once it is clear where the money comes from"),
        )
    if outlook.has_accepted_offer:
        return NextStep(
            label=_("The lead pays the deposit"), detail=_("Followers can subscribe as soon as it has come")
        )
    if outlook.has_offer:
        url = f"{reverse('round', args=[round_id])}#offers" if acts else ""
        return NextStep(label=_("Answer the offers to lead"), url=url)
    return NextStep(label=_("It looks for its lead investor"), detail=_("Confirmed investors can see it"))


def _step_to_closing(round_id: UUID, outlook: Outlook, *, acts: bool) -> NextStep:
    if not outlook.has_reached_minimum:
        return NextStep(
            label=_("Followers subscribe and pay"), detail=_("It can close once the minimum is paid in full")
        )
    url = reverse("round_close", args=[round_id]) if acts else ""
    if outlook.to_call_back:
        return NextStep(
            label=_("Officers call the investors back"),
            url=url,
            detail=_("It can close once each of those who have paid was called back"),
        )
    return NextStep(label=_("Close it, or wait for more followers"), url=url, detail=_("The minimum is paid in full"))


def _step_of_draft(row: "Round", *, today: date) -> NextStep:
    returned = _("Returned with a reason") if row.return_reason else ""
    if missing := len(missing_terms(row.terms, today=today)):
        count = ngettext("{count} entry is missing", "{count} entries are missing", missing).format(count=missing)
        return NextStep(
            label=_("Complete the draft"), url=reverse("round_edit", args=[row.id]), detail=returned or count
        )
    if returned:
        return NextStep(label=_("Mend and submit again"), url=reverse("round", args=[row.id]), detail=returned)
    return NextStep(label=_("Submit it"), url=reverse("round_submit", args=[row.id]))


def checklist(wrong: Sequence[FieldError], *, round_id: UUID) -> list[dict[str, Any]]:
    """Return every term with whether it stands, and a link to where it is mended."""
    by_name = {error.pointer.removeprefix("/"): error for error in wrong}
    edit = reverse("round_edit", args=[round_id])
    return [
        {
            "label": label,
            "is_done": name not in by_name,
            "url": f"{edit}#id_{name}" if name in by_name else "",
            "detail": field_message(by_name[name]) if name in by_name else "",
        }
        for name, label in TERMS.items()
    ]


def first_steps(
    actor: Actor, *, identity: PersonState | None, project_id: UUID | None, has_round: bool
) -> list[dict[str, Any]]:
    """Return the way from a new account to a first raise, each step with a link as soon as it can be done."""
    may_register = may_create_organisation(actor)
    has_company = bool(actor.memberships)
    return [
        {
            "label": _("Have your identity checked"),
            "is_done": actor.is_checked,
            "url": reverse("accounts:my_account" if identity else "accounts:declare_identity"),
            "detail": _detail_of_identity(identity),
        },
        {
            "label": _("Register your company"),
            "is_done": has_company,
            "url": reverse("accounts:create_organisation") if may_register else "",
            "detail": "" if has_company else _("By its unified social credit code."),
        },
        {
            "label": _("Set up a project"),
            "is_done": project_id is not None,
            "url": reverse("project_new") if has_company and actor.is_checked else "",
            "detail": "",
        },
        {
            "label": _("Draft its raise"),
            "is_done": has_round,
            "url": reverse("round_new", args=[project_id]) if project_id and actor.is_checked else "",
            "detail": "" if has_round else _("A draft may have gaps; nobody outside your company sees it."),
        },
    ]


def _detail_of_identity(identity: PersonState | None) -> str:
    if identity is PersonState.DECLARED:
        return _("Declared. A compliance officer is checking it.")
    if identity is PersonState.REFUSED:
        return _("Not accepted. Read why and declare again.")
    return "" if identity else _("Name and identity number; only officers read them.")


def determinations_behind(events: Iterable["Event"]) -> list[UUID]:
    """Return the ids of the determinations that events rest on."""
    return [number for number in map(_determination, events) if number is not None]


def history(
    events: Iterable["Event"], *, actor: Actor, company: str, readable: Collection[UUID]
) -> list[dict[str, Any]]:
    """Return the events of a raise for the timeline. People are named by their part in it, never by their name.

    An event leads to the determination behind it if it is among those that are `readable`.
    """
    return [
        {
            "verb": event.verb,
            "at": event.occurred_at,
            "by": _who(event, actor=actor, company=company),
            "reason": event.reason,
            "outcome": event.after.get("verdict", ""),
            "url": _evidence(event, readable),
        }
        for event in events
    ]


def _who(event: "Event", *, actor: Actor, company: str) -> str:
    if event.actor_id is not None and event.actor_id == actor.id:
        return _("You")
    if event.actor_kind == ActorKind.SYSTEM:
        return _("The platform")
    if event.actor_kind == ActorKind.CLIENT:
        return _("A program of {company}").format(company=company)
    if event.verb in _DECISIONS:
        return _("A compliance officer")
    return _("A member of {company}").format(company=company)


def _determination(event: "Event") -> UUID | None:
    number = event.after.get("determination")
    return UUID(number) if number else None


def _evidence(event: "Event", readable: Collection[UUID]) -> str:
    """Return the address of the determination behind an event, or nothing."""
    number = _determination(event)
    return reverse("compliance:determination", args=[number]) if number in readable else ""


def states_chart(by_state: Mapping[RoundState, int], *, title: str | Promise) -> SafeString:
    """Return the raises by state: one bar with a key, or a bar for each where one can't tell so many apart."""
    shown = [
        (STATES[state].label, count, ngettext("{count} raise", "{count} raises", count).format(count=count))
        for state, count in by_state.items()
        if count
    ]
    if not shown:
        return SafeString("")
    if len(shown) > MAXIMUM:
        bars = [LimitBar(label=label, value=count, value_text=text) for label, count, text in shown]
        return limit_bars(title=title, bars=bars)
    shares = [Share(label=label, weight=count, text=text) for label, count, text in shown]
    return share_bar(title=title, shares=shares, base=_("these raises"))


def targets_chart(rows: Sequence["Round"]) -> SafeString:
    """Return the targets of raises as bars on one scale; nothing for fewer than two, which need no comparison."""
    stated = [(row, row.target) for row in rows if row.target is not None]
    if len(stated) < 2:
        return SafeString("")
    bars = [LimitBar(label=row.title, value=target.minor, value_text=money_text(target)) for row, target in stated]
    return limit_bars(title=_("Targets of the open raises"), bars=bars)


def room_chart(taken: Mapping[SubscriptionKind, Money], left: Money | None, *, is_over: bool = False) -> SafeString:
    """Return how a raise is taken: by its lead, by followers, and what is left; nothing before it was opened.

    In a raise that has ended nothing is left to take: what nobody took is named so.
    """
    if left is None:
        return SafeString("")
    none = Money.zero(left.currency)
    shares = [
        _share(_("Lead"), taken.get(SubscriptionKind.LEAD, none)),
        _share(_("Followers"), taken.get(SubscriptionKind.FOLLOWER, none)),
        _share(_("Not taken") if is_over else _("Room left"), left),
    ]
    return share_bar(title=_("How the raise is taken"), shares=shares, base=_("the raise"))


def _share(label: str, amount: Money) -> Share:
    return Share(label=label, weight=amount.minor, text=money_text(amount))


def own_subscription(row: "Subscription") -> dict[str, Any]:
    """Return one of the reader's subscriptions with what they can do about it now."""
    is_reserved = row.state == SubscriptionState.RESERVED
    return {
        "subscription": row,
        "kind": KINDS[SubscriptionKind(row.kind)],
        "pay_by": row.pay_by if is_reserved else None,
        "may_cancel": is_reserved and not row.paid,
        "is_to_pay": is_reserved,
        **cooling_of(row),
    }


def offer_line(offer: "LeadOffer", *, target: Money | None, actor: Actor) -> dict[str, Any]:
    """Return an offer to lead as one line of its raise: its share, and whether it is the reader's own."""
    found = money_of(offer)
    return {
        "offer": offer,
        "share": offer.amount.ratio_to(target) if target else None,
        "effective_share": effective_share(found, amount=offer.amount, target=target) if target else None,
        "is_looked_through": found is not None,
        "is_own": offer.investor_id == actor.id,
        "is_open": offer.state in SHOWN_IN,
        "stands": offer.state == OfferState.OFFERED,
    }


def marked(text: str, *, today: date) -> SafeString:
    """Return a text with the words marked that an offer may not say, by the newest book on the legal day `today`."""
    view = book().at(today, known_at=book().latest_release.number)
    parts, done = [], 0
    for mark in marks(text, phrases_of(view)):
        parts += [escape(text[done : mark.start]), format_html(_MARKED, text[mark.start : mark.end])]
        done = mark.end
    return format_html_join("", "{}", ((part,) for part in [*parts, escape(text[done:])]))
