"""deals / serializers: the shape of what enters and leaves through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from compliance.core.facts import ProductGrade
from crowdfund.kernel.money import Currency
from crowdfund.web.inputs import AmountText
from deals.core.call_back import CallBackOutcome
from deals.core.money_moves import PaymentPurpose, SubscriptionKind
from deals.core.round import ManagerForm, Stage, VehicleForm
from deals.core.states import OfferState, PaymentState, RoundState, StrayState, SubscriptionState
from deals.queries import missing_entries


class NewProjectIn(serializers.Serializer[Any]):
    """A project to be set up."""

    organisation = serializers.UUIDField(help_text="One of your own companies.")
    name = serializers.CharField(max_length=120)
    summary = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class EditProjectIn(serializers.Serializer[Any]):
    """What a project says of itself."""

    name = serializers.CharField(max_length=120)
    summary = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class ProjectOut(serializers.Serializer[Any]):
    """A project."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    name = serializers.CharField()
    summary = serializers.CharField()
    created_at = serializers.DateTimeField()


class TermsIn(serializers.Serializer[Any]):
    """The terms of a raise. A draft may leave anything open but the title."""

    title = serializers.CharField(max_length=120)
    summary = serializers.CharField(max_length=5_000, required=False, allow_blank=True, default="")
    stage = serializers.ChoiceField(choices=[word.value for word in Stage], required=False, allow_null=True)
    target = AmountText(required=False, allow_null=True, help_text="Yuan with two decimals, as a string.")
    minimum_raise = AmountText(
        required=False, allow_null=True, help_text="Below this sum the raise does not close; yuan as a string."
    )
    minimum_ticket = AmountText(required=False, allow_null=True, help_text="Yuan with two decimals, as a string.")
    vehicle_form = serializers.ChoiceField(
        choices=[word.value for word in VehicleForm], required=False, allow_null=True
    )
    closes_on = serializers.DateField(
        required=False, allow_null=True, help_text="Last legal day (Asia/Shanghai, inclusive) to subscribe."
    )
    manager_name = serializers.CharField(
        max_length=120, required=False, allow_blank=True, help_text="General partner and manager of the vehicle."
    )
    manager_form = serializers.ChoiceField(
        choices=[word.value for word in ManagerForm], required=False, allow_null=True
    )
    manager_number = serializers.CharField(
        max_length=20, required=False, allow_blank=True, help_text="Their registration with the association."
    )
    splits_rights = serializers.BooleanField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Whether units of the vehicle, or rights to their income, are split and resold; needed to submit.",
    )

    def validate_stage(self, value: str | None) -> Stage | None:
        """Return the stage as its word."""
        return Stage(value) if value else None

    def validate_vehicle_form(self, value: str | None) -> VehicleForm | None:
        """Return the form as its word."""
        return VehicleForm(value) if value else None

    def validate_manager_form(self, value: str | None) -> ManagerForm | None:
        """Return the form as its word."""
        return ManagerForm(value) if value else None


class NewRoundIn(TermsIn):
    """A raise to be drafted."""

    project = serializers.UUIDField(help_text="One of your own projects.")


class EditRoundIn(TermsIn):
    """New terms for a draft."""

    version = serializers.IntegerField(min_value=1, help_text="The version you read; 409 when somebody was faster.")


class ApprovalIn(serializers.Serializer[Any]):
    """The approval of a raise."""

    product_grade = serializers.ChoiceField(
        choices=[word.value for word in ProductGrade],
        required=False,
        allow_null=True,
        help_text="How risky the product is; left out, the usual grade of early equity.",
    )
    grade_reason = serializers.CharField(
        max_length=2_000, required=False, allow_blank=True, default="", help_text="Needed for any other grade."
    )

    def validate_product_grade(self, value: str | None) -> ProductGrade | None:
        """Return the grade as its word."""
        return ProductGrade(value) if value else None


class ReturnIn(serializers.Serializer[Any]):
    """Why a raise goes back to its founders."""

    reason = serializers.CharField(max_length=2_000)


class MissingOut(serializers.Serializer[Any]):
    """One entry that a draft still lacks."""

    pointer = serializers.CharField(help_text="RFC 6901 JSON pointer into the terms.")
    code = serializers.CharField()


class PaymentOut(serializers.Serializer[Any]):
    """One movement of money through the custodian."""

    id = serializers.UUIDField()
    round = serializers.UUIDField(source="round_id")
    subscription = serializers.UUIDField(source="subscription_id", allow_null=True)
    purpose = serializers.ChoiceField(choices=[word.value for word in PaymentPurpose])
    state = serializers.ChoiceField(choices=[word.value for word in PaymentState])
    reference = serializers.CharField(help_text="The words by which the bank recognises the transfer.")
    currency = serializers.ChoiceField(choices=[word.value for word in Currency])
    amount = AmountText(help_text="Decimal text with two digits.")
    pay_by = serializers.DateField(
        allow_null=True, help_text="Last legal day (Asia/Shanghai, inclusive) to pay for units; null otherwise."
    )
    created_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)


class StrayReasonIn(serializers.Serializer[Any]):
    """Why money that nobody knows goes back."""

    reason = serializers.CharField(max_length=2_000, help_text="What was found out about it.")


class StrayOut(serializers.Serializer[Any]):
    """Money that came on an order which nobody knows."""

    id = serializers.UUIDField(help_text="The order on which it came, as the custodian named it.")
    state = serializers.ChoiceField(choices=[word.value for word in StrayState])
    currency = serializers.ChoiceField(choices=[word.value for word in Currency])
    amount = AmountText()
    received_at = serializers.DateTimeField()
    reason = serializers.CharField()
    proposed_by = serializers.UUIDField(source="proposed_by_id", allow_null=True)
    proposed_at = serializers.DateTimeField(allow_null=True)
    confirmed_by = serializers.UUIDField(source="confirmed_by_id", allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    return_order = serializers.UUIDField(
        source="return_id", allow_null=True, help_text="The order by which it goes back."
    )
    returned_at = serializers.DateTimeField(allow_null=True)


class RoundOut(serializers.Serializer[Any]):
    """A raise."""

    id = serializers.UUIDField()
    project = serializers.UUIDField(source="project_id")
    organisation = serializers.UUIDField(source="project.organisation_id")
    state = serializers.ChoiceField(choices=[word.value for word in RoundState])
    version = serializers.IntegerField()
    title = serializers.CharField()
    summary = serializers.CharField()
    stage = serializers.ChoiceField(choices=[word.value for word in Stage], allow_null=True)
    currency = serializers.ChoiceField(choices=[word.value for word in Currency])
    target = AmountText(allow_null=True)
    minimum_raise = AmountText(allow_null=True)
    minimum_ticket = AmountText(allow_null=True)
    vehicle_form = serializers.ChoiceField(choices=[word.value for word in VehicleForm], allow_null=True)
    closes_on = serializers.DateField(allow_null=True)
    manager_name = serializers.CharField()
    manager_form = serializers.ChoiceField(choices=[word.value for word in ManagerForm], allow_null=True)
    manager_number = serializers.CharField()
    product_grade = serializers.ChoiceField(
        choices=[word.value for word in ProductGrade], allow_null=True, help_text="Null until an officer approves it."
    )
    grade_reason = serializers.CharField(help_text="Why it is not the usual grade.")
    splits_rights = serializers.BooleanField(allow_null=True)
    return_reason = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True)
    missing = serializers.SerializerMethodField(help_text="What a draft still lacks before it can be submitted.")

    @extend_schema_field(MissingOut(many=True))
    def get_missing(self, row: Any) -> Any:
        """Return the entries that a draft lacks; nothing else can lack any."""
        return MissingOut(missing_entries(row, today=self.context["today"]), many=True).data


class HolderOut(serializers.Serializer[Any]):
    """One holder of a vehicle."""

    holder = serializers.UUIDField(allow_null=True, help_text="Your own id; null for other people.")
    is_lead = serializers.BooleanField()
    is_general_partner = serializers.BooleanField(
        help_text="Only the lead of a raise that named no manager is; otherwise see `general_partner`."
    )
    units = serializers.IntegerField()
    percent = serializers.DecimalField(max_digits=5, decimal_places=2, help_text="Of all units of the vehicle.")


class GeneralPartnerOut(serializers.Serializer[Any]):
    """Who manages a vehicle as its general partner."""

    name = serializers.CharField()
    form = serializers.ChoiceField(choices=[word.value for word in ManagerForm])
    number = serializers.CharField(help_text="Their registration with the association.")


class CapTableOut(serializers.Serializer[Any]):
    """Who holds the units of a vehicle, the largest first."""

    vehicle = serializers.UUIDField()
    units = serializers.IntegerField(help_text="All units; one for each fen subscribed.")
    general_partner = GeneralPartnerOut(allow_null=True, help_text="Null where the raise named no manager.")
    holders = HolderOut(many=True)


class FilingIn(serializers.Serializer[Any]):
    """What is recorded of the filing of a vehicle."""

    number = serializers.CharField(max_length=20, help_text="As the association's register shows it.")
    filed_on = serializers.DateField(help_text="Legal day (Asia/Shanghai) on which the association accepted it.")
    remark = serializers.CharField(
        max_length=2_000,
        required=False,
        allow_blank=True,
        default="",
        help_text="Where an officer read it, or why a record is corrected.",
    )
    evidence = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="A file that you sent before; the company needs one."
    )
    corrects = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="The record that this one takes the place of."
    )


class FilingRecordOut(serializers.Serializer[Any]):
    """One record of a filing."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    filed_on = serializers.DateField()
    remark = serializers.CharField()
    corrects = serializers.UUIDField(source="corrects_id", allow_null=True)
    determination = serializers.UUIDField(source="determination_id")
    recorded_at = serializers.DateTimeField()


class FilingOut(serializers.Serializer[Any]):
    """Where the filing of a vehicle stands, and every record of it, the latest first."""

    vehicle = serializers.UUIDField()
    due_on = serializers.DateField(allow_null=True, help_text="Last legal day (inclusive) to file it.")
    filed_on = serializers.DateField(allow_null=True)
    records = FilingRecordOut(many=True)


class LeadOfferIn(serializers.Serializer[Any]):
    """What an investor offers to lead with."""

    amount = AmountText(help_text="Your own commitment; yuan with two decimals, as a string.")
    carry = serializers.DecimalField(
        max_digits=5, decimal_places=4, help_text='Share of the followers\' profit, "0.1500" for 15 %.'
    )
    own_assets = AmountText(help_text="Your own investable assets; yuan with two decimals, as a string.")
    funding = serializers.DictField(
        help_text="Where your money comes from: `nodes`, `edges` and `holds_for` as the calculator funding-look-through"
        " takes them. Only you and the offices of the platform read it."
    )
    company_percent = serializers.DecimalField(
        max_digits=9,
        decimal_places=6,
        required=False,
        help_text='Your stake in the company afterwards, "12.5" for 12.5 %; needed from C to pre-IPO.',
    )
    step_up_percent = serializers.DecimalField(
        max_digits=9,
        decimal_places=6,
        required=False,
        help_text="Share of the target, in percent, up to which you may add later; leave out without such a right.",
    )


class LeadOfferOut(serializers.Serializer[Any]):
    """An offer to lead a raise."""

    id = serializers.UUIDField()
    round = serializers.UUIDField(source="round_id")
    state = serializers.ChoiceField(choices=[word.value for word in OfferState])
    currency = serializers.ChoiceField(choices=[word.value for word in Currency])
    amount = AmountText()
    deposit = AmountText(help_text="The part of the amount that is paid first and confirms the offer.")
    carry = serializers.DecimalField(max_digits=5, decimal_places=4)
    own_assets = AmountText(allow_null=True)
    company_percent = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    step_up_percent = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    offered_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)


class SubscriptionIn(serializers.Serializer[Any]):
    """What an investor subscribes."""

    amount = AmountText(help_text="Yuan with two decimals, as a string.")


class SubscriptionOut(serializers.Serializer[Any]):
    """A subscription in a raise."""

    id = serializers.UUIDField()
    round = serializers.UUIDField(source="round_id")
    kind = serializers.ChoiceField(choices=[word.value for word in SubscriptionKind])
    state = serializers.ChoiceField(choices=[word.value for word in SubscriptionState])
    currency = serializers.ChoiceField(choices=[word.value for word in Currency])
    amount = AmountText()
    paid = AmountText(help_text="What is in custody of it.")
    pay_by = serializers.DateField(help_text="Last legal day (Asia/Shanghai, inclusive) to pay.")
    reserved_at = serializers.DateTimeField()
    paid_at = serializers.DateTimeField(allow_null=True)
    cooling_off_until = serializers.DateTimeField(
        allow_null=True, help_text="First instant at which somebody may call back; null before it is paid in full."
    )
    called_back_at = serializers.DateTimeField(allow_null=True, help_text="Until then the investor may rescind.")
    call_back_by = serializers.DateField(allow_null=True, help_text="Last legal day to reach a follower.")


class CallBackIn(serializers.Serializer[Any]):
    """How a call to an investor ended, and what they said yes to."""

    outcome = serializers.ChoiceField(choices=[word.value for word in CallBackOutcome])
    identity = serializers.BooleanField(default=False, help_text="It is the investor in person.")
    own_money = serializers.BooleanField(default=False, help_text="They buy for themselves, with money of their own.")
    contract_read = serializers.BooleanField(default=False, help_text="They have read contract and risks.")
    possible_loss = serializers.BooleanField(default=False, help_text="They know that all may be lost.")
    risk_fits = serializers.BooleanField(default=False, help_text="What they can bear fits the risk.")
    terms_known = serializers.BooleanField(default=False, help_text="They know fees, rights and disclosure.")
    cooling_off_known = serializers.BooleanField(default=False, help_text="They know the cooling-off and its rights.")
    dispute_clause = serializers.BooleanField(default=False, help_text="They know how disputes are settled.")
    note = serializers.CharField(
        max_length=2_000, required=False, allow_blank=True, default="", help_text="Needed of who declines."
    )

    def validate_outcome(self, value: str) -> CallBackOutcome:
        """Return the outcome as its word."""
        return CallBackOutcome(value)


class CallBackOut(serializers.Serializer[Any]):
    """One call to an investor after the cooling-off."""

    id = serializers.UUIDField()
    subscription = serializers.UUIDField(source="subscription_id")
    outcome = serializers.ChoiceField(choices=[word.value for word in CallBackOutcome])
    identity = serializers.BooleanField()
    own_money = serializers.BooleanField()
    contract_read = serializers.BooleanField()
    possible_loss = serializers.BooleanField()
    risk_fits = serializers.BooleanField()
    terms_known = serializers.BooleanField()
    cooling_off_known = serializers.BooleanField()
    dispute_clause = serializers.BooleanField()
    note = serializers.CharField()
    determination = serializers.UUIDField(source="determination_id")
    called_at = serializers.DateTimeField()


class CallBackDueOut(SubscriptionOut):
    """A subscription whose investor is to be called back."""

    attempts = serializers.IntegerField(help_text="Calls so far.")
    tried = serializers.IntegerField(help_text="Legal days on which a call has failed.")
