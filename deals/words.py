"""deals / words: what stages, vehicles, states and terms are called on pages and in the API description."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crowdfund.web.components.words import StateFace, Tone, register_states, register_verbs
from deals.core.call_back import CallBackOutcome, Question
from deals.core.lead_money import ReviewKind
from deals.core.money_moves import PaymentPurpose, SubscriptionKind
from deals.core.round import ManagerForm, Stage, VehicleForm
from deals.core.states import OfferState, PaymentState, RoundState, StrayState, SubscriptionState

STAGES = {
    Stage.SEED_ANGEL: _("Seed or angel"),
    Stage.A_B: _("Series A or B"),
    Stage.C_PRE_IPO: _("Series C to pre-IPO"),
}
VEHICLE_FORMS = {
    VehicleForm.LIMITED_PARTNERSHIP: _("Limited partnership"),
    VehicleForm.LIMITED_LIABILITY_COMPANY: _("Limited liability company"),
    VehicleForm.JOINT_STOCK_COMPANY: _("Joint-stock company"),
    VehicleForm.CONTRACTUAL_FUND: _("Contractual fund"),
}
MANAGER_FORMS = {
    ManagerForm.COMPANY: pgettext_lazy("manager", "Company"),
    ManagerForm.PARTNERSHIP: pgettext_lazy("manager", "Partnership"),
    ManagerForm.STATE_OWNED_COMPANY: pgettext_lazy("manager", "State-owned company"),
    ManagerForm.LISTED_COMPANY: pgettext_lazy("manager", "Listed company"),
    ManagerForm.NATURAL_PERSON: pgettext_lazy("manager", "Natural person"),
}
TERMS = {
    "title": _("Title"),
    "summary": _("What the money is for"),
    "stage": _("Financing stage"),
    "target": _("Target of the raise"),
    "minimum_raise": _("Minimum of the raise"),
    "minimum_ticket": _("Minimum ticket"),
    "vehicle_form": _("Vehicle that pools the followers"),
    "closes_on": _("Last day to subscribe"),
    "manager_name": _("Manager of the vehicle"),
    "manager_form": _("What the manager is"),
    "manager_number": _("Registration number of the manager"),
    "splits_rights": _("Splitting of units or income rights"),
}
STATES = {
    RoundState.DRAFT: StateFace(label=pgettext_lazy("round state", "Draft"), tone=Tone.DRAFT),
    RoundState.SUBMITTED: StateFace(label=pgettext_lazy("round state", "Submitted"), tone=Tone.WAITING),
    RoundState.APPROVED: StateFace(label=pgettext_lazy("round state", "Approved"), tone=Tone.DECIDED),
    RoundState.OPEN: StateFace(label=pgettext_lazy("round state", "Open"), tone=Tone.LIVE),
    RoundState.LED: StateFace(label=pgettext_lazy("round state", "Led"), tone=Tone.LIVE),
    RoundState.CLOSED: StateFace(label=pgettext_lazy("round state", "Closed"), tone=Tone.ENDED),
    RoundState.FAILED: StateFace(label=pgettext_lazy("round state", "Not reached"), tone=Tone.ENDED),
}
OFFER_STATES = {
    OfferState.OFFERED: StateFace(label=pgettext_lazy("lead offer state", "Offered"), tone=Tone.WAITING),
    OfferState.ACCEPTED: StateFace(label=pgettext_lazy("lead offer state", "Accepted"), tone=Tone.WAITING),
    OfferState.CONFIRMED: StateFace(label=pgettext_lazy("lead offer state", "Confirmed"), tone=Tone.DECIDED),
    OfferState.DECLINED: StateFace(label=pgettext_lazy("lead offer state", "Declined"), tone=Tone.REFUSED),
    OfferState.WITHDRAWN: StateFace(label=pgettext_lazy("lead offer state", "Withdrawn"), tone=Tone.ENDED),
    OfferState.LAPSED: StateFace(label=pgettext_lazy("lead offer state", "Lapsed"), tone=Tone.ENDED),
}
SUBSCRIPTION_STATES = {
    SubscriptionState.RESERVED: StateFace(label=pgettext_lazy("subscription state", "To be paid"), tone=Tone.WAITING),
    SubscriptionState.PAID: StateFace(label=pgettext_lazy("subscription state", "Paid in full"), tone=Tone.DECIDED),
    SubscriptionState.ALLOCATED: StateFace(label=pgettext_lazy("subscription state", "Allocated"), tone=Tone.LIVE),
    SubscriptionState.CANCELLED: StateFace(label=pgettext_lazy("subscription state", "Cancelled"), tone=Tone.ENDED),
    SubscriptionState.REFUNDING: StateFace(
        label=pgettext_lazy("subscription state", "Being refunded"), tone=Tone.WAITING
    ),
    SubscriptionState.REFUNDED: StateFace(label=pgettext_lazy("subscription state", "Refunded"), tone=Tone.ENDED),
}
KINDS = {SubscriptionKind.LEAD: _("Lead investor"), SubscriptionKind.FOLLOWER: _("Follower")}
PAYMENT_STATES = {
    PaymentState.DUE: StateFace(label=pgettext_lazy("payment state", "Being ordered"), tone=Tone.DRAFT),
    PaymentState.INSTRUCTED: StateFace(label=pgettext_lazy("payment state", "At the bank"), tone=Tone.WAITING),
    PaymentState.SETTLED: StateFace(label=pgettext_lazy("payment state", "Settled"), tone=Tone.DECIDED),
    PaymentState.CANCELLED: StateFace(label=pgettext_lazy("payment state", "Called off"), tone=Tone.ENDED),
}
PURPOSES = {
    PaymentPurpose.DEPOSIT: _("Deposit of the lead"),
    PaymentPurpose.SUBSCRIPTION: _("Payment of a subscription"),
    PaymentPurpose.REFUND: _("Refund of a subscription"),
    PaymentPurpose.RETURN: _("Return of money that was not expected"),
    PaymentPurpose.PAYOUT: _("Payout to the issuer"),
    PaymentPurpose.PURCHASE: _("Payment for units in a next-round exit"),
    PaymentPurpose.PROCEEDS: _("Proceeds of a next-round exit"),
}
CALL_BACKS = {
    CallBackOutcome.CONFIRMED: StateFace(label=pgettext_lazy("call-back", "Confirmed"), tone=Tone.DECIDED),
    CallBackOutcome.NOT_REACHED: StateFace(label=pgettext_lazy("call-back", "Not reached"), tone=Tone.WAITING),
    CallBackOutcome.DECLINED: StateFace(label=pgettext_lazy("call-back", "Declined"), tone=Tone.REFUSED),
}
QUESTIONS = {
    Question.IDENTITY: _("I speak with the investor in person."),
    Question.OWN_MONEY: _("The investor buys for themselves, with money of their own."),
    Question.CONTRACT_READ: _("The investor has read and understood the contract and the statement of risks."),
    Question.POSSIBLE_LOSS: _("The investor knows that all of the money may be lost."),
    Question.RISK_FITS: _("What the investor can bear fits the risk of this raise."),
    Question.TERMS_KNOWN: _("The investor knows the main fees and rights, and what is disclosed, how and how often."),
    Question.COOLING_OFF_KNOWN: _(
        "The investor knows when the cooling-off begins, how long it lasts and what it allows."
    ),
    Question.DISPUTE_CLAUSE: _("The investor knows how disputes are settled."),
}
"""What is asked at the call-back, as the officer ticks it."""
MONEY_REVIEWS = {
    ReviewKind.ASKED: _("An officer asked about the sources"),
    ReviewKind.ACCEPTED: _("An officer accepted the sources"),
    ReviewKind.REFUSED: _("An officer refused the sources"),
}
STRAY_STATES = {
    StrayState.WAITING: StateFace(label=pgettext_lazy("stray money state", "In suspense"), tone=Tone.WAITING),
    StrayState.PROPOSED: StateFace(
        label=pgettext_lazy("stray money state", "Waits for a second operator"), tone=Tone.WAITING
    ),
    StrayState.DUE: StateFace(label=pgettext_lazy("stray money state", "Return is being ordered"), tone=Tone.DRAFT),
    StrayState.INSTRUCTED: StateFace(label=pgettext_lazy("stray money state", "Return is at the bank"), tone=Tone.LIVE),
    StrayState.RETURNED: StateFace(label=pgettext_lazy("stray money state", "Gone back"), tone=Tone.ENDED),
}
VERBS = {
    "project.created": _("Project set up"),
    "project.edited": _("Project changed"),
    "round.drafted": _("Raise drafted"),
    "round.edited": _("Draft changed"),
    "round.submitted": _("Raise submitted"),
    "round.submission_refused": _("Submission refused by a rule"),
    "round.approval_refused": _("Approval refused by a rule"),
    "suitability.requested": _("Asked in writing for a raise that does not suit"),
    "round.returned": _("Raise returned"),
    "round.approved": _("Raise approved"),
    "round.opened": _("Raise opened"),
    "round.opening_refused": _("Opening refused by a rule"),
    "payment.instructed": _("Payment ordered at the custodian bank"),
    "payment.not_instructed": _("Custodian bank does not take an order"),
    "payment.settled": _("Payment settled"),
    "payment.cancelled": _("Payment called off"),
    "payment.sent_back": _("Unexpected money is sent back"),
    "custody.suspended": _("Money came for an unknown order"),
    "custody.contradicted": _("Custodian bank contradicts the books"),
    "suspense.return_proposed": _("Return of unknown money proposed"),
    "suspense.return_confirmed": _("Return of unknown money confirmed"),
    "suspense.return_instructed": _("Return of unknown money ordered at the custodian bank"),
    "suspense.return_not_instructed": _("Custodian bank does not take the return of unknown money"),
    "suspense.returned": _("Unknown money has gone back"),
    "subscription.paid": _("Subscription paid in full"),
    "subscription.refunding": _("Refund ordered"),
    "subscription.refunded": _("Subscription refunded"),
    "subscription.cancelled": _("Subscription cancelled"),
    "subscription.called_back": _("Investor called back, confirmed"),
    "subscription.not_reached": _("Investor not reached for the call-back"),
    "subscription.call_back_declined": _("Investor did not confirm at the call-back"),
    "subscription.call_back_refused": _("Call-back refused by a rule"),
    "subscription.rescinded": _("Subscription rescinded"),
    "subscription.reopened": _("A part of the subscription is owed again"),
    "subscription.unreached": _("Nobody has reached the investor yet"),
    "subscription.call_back_runs_out": _("Term of a call-back runs out"),
    "subscription.unreached_ended": _("Subscription ended: investor not reached"),
    "round.lost_its_lead": _("Lead rescinded, raise ended"),
    "round.closed": _("Raise closed"),
    "round.closing_refused": _("Closing refused by a rule"),
    "round.failed": _("Minimum not reached, raise ended"),
    "subscription.allocated": _("Subscription allocated"),
    "vehicle.formed": _("Limited partnership formed"),
    "vehicle.filing_recorded": _("Filing with the association recorded"),
    "vehicle.filing_corrected": _("Record of the filing corrected"),
    "vehicle.filing_due_soon": _("Filing with the association falls due soon"),
    "vehicle.filing_due_today": _("Last day to file with the association"),
    "vehicle.filing_overdue": _("Filing with the association is overdue"),
    "lead.offered": _("Offered to lead"),
    "lead.offer_refused": _("Offer to lead refused by a rule"),
    "lead.accepted": _("Offer to lead accepted"),
    "lead.acceptance_refused": _("Acceptance of the lead refused by a rule"),
    "lead.declined": _("Offer to lead declined"),
    "lead.withdrawn": _("Offer to lead withdrawn"),
    "lead.lapsed": _("Offer to lead lapsed"),
    "lead.confirmed": _("Lead confirmed"),
    "lead.money_refused": _("Money of the lead refused by a rule"),
    "lead.money_questioned": _("Money of the lead is questioned"),
    "lead.suitability_questioned": _("The raise does not suit its lead now"),
    "lead.money_set_aside": _("A lead's money was set aside to be sent back"),
    "lead.sources_asked": _("An officer asked about the sources"),
    "lead.sources_accepted": _("An officer accepted the sources"),
    "lead.sources_refused": _("An officer refused the sources"),
    "lead.sources_declared": _("Sources declared anew"),
    "lead.source_proved": _("Document of a source sent"),
    "subscription.reserved": _("Subscription taken"),
    "subscription.refused": _("Subscription refused by a rule"),
}


def register() -> None:
    """Tell the design system how the room's states look and how its verbs read; called once at the start."""
    register_states("round", {state.value: face for state, face in STATES.items()})
    register_states("lead_offer", {state.value: face for state, face in OFFER_STATES.items()})
    register_states("subscription", {state.value: face for state, face in SUBSCRIPTION_STATES.items()})
    register_states("payment", {state.value: face for state, face in PAYMENT_STATES.items()})
    register_states("call_back", {outcome.value: face for outcome, face in CALL_BACKS.items()})
    register_states("stray_money", {state.value: face for state, face in STRAY_STATES.items()})
    register_verbs(VERBS)
