"""deals / forms: the shape of what may enter the room's pages."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance.core.facts import FundingDeclaration, ProductGrade
from compliance.core.wording import PRODUCT_GRADES
from crowdfund.files.forms import UploadField
from crowdfund.kernel.money import Currency, Money
from crowdfund.web.components.language import in_language
from crowdfund.web.inputs import AmountField, parse_typed
from deals.core.call_back import CallBackOutcome, Question
from deals.core.filing import FilingEntry
from deals.core.lead import Pledge
from deals.core.round import ManagerForm, Stage, Terms, VehicleForm
from deals.core.suitability import LONGEST_REQUEST
from deals.words import MANAGER_FORMS, QUESTIONS, STAGES, TERMS, VEHICLE_FORMS

_PERCENT: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?", re.ASCII)
_NOTHING = [("", _("Not stated yet"))]


class Approval(forms.Form):
    """The approval of a raise with the grade of the product; left open, it is the usual one."""

    product_grade = forms.TypedChoiceField(
        label=_("Grade of the product"),
        help_text=_("How risky the product is. Early equity is R5 (platform policy, article 21)."),
        choices=[],
        coerce=ProductGrade,
        empty_value=None,
        required=False,
    )
    grade_reason = forms.CharField(
        label=_("Reason of another grade"),
        help_text=_("Needed for any grade but the usual one. Everybody who sees the raise reads it."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Name the grades in the language of the reader."""
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["product_grade"].choices = [(each.value, in_language(name)) for each, name in PRODUCT_GRADES.items()]


class WrittenRequest(forms.Form):
    """An investor's own written request after the special warning."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    statement = forms.CharField(
        label=_("Your own written request"),
        help_text=_("Say in your own words that you know it does not suit you and why you want it. Stored encrypted."),
        max_length=LONGEST_REQUEST,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )


class Confirmation(forms.Form):
    """A decision without fields; sending it is the decision."""


class NewProject(forms.Form):
    """A project of one of the actor's companies."""

    organisation = forms.TypedChoiceField(label=_("Company"), coerce=UUID)
    name = forms.CharField(label=_("Name of the project"), max_length=120)
    summary = forms.CharField(
        label=_("What the company does"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, organisations: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisation"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # nosec B101  # for the type checker
        field.choices = list(organisations.items())


class EditProject(forms.Form):
    """What a project says of itself."""

    name = forms.CharField(label=_("Name of the project"), max_length=120)
    summary = forms.CharField(
        label=_("What the company does"),
        help_text=_("Plain facts. Nothing that promises principal or return."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RoundTerms(forms.Form):
    """The terms of a raise; a draft may leave anything open but the title."""

    units = dict.fromkeys(("target", "minimum_raise", "minimum_ticket"), pgettext_lazy("currency unit", "CNY"))

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=TERMS["title"], max_length=120)
    summary = forms.CharField(
        label=TERMS["summary"],
        help_text=_("Plain facts. Nothing that promises principal or return."),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    stage = forms.TypedChoiceField(
        label=TERMS["stage"], choices=[*_NOTHING, *STAGES.items()], coerce=Stage, empty_value=None, required=False
    )
    target = AmountField(label=TERMS["target"], required=False)
    minimum_raise = AmountField(
        label=TERMS["minimum_raise"],
        help_text=_("Below this sum the raise does not close and everybody gets their money back."),
        required=False,
    )
    minimum_ticket = AmountField(
        label=TERMS["minimum_ticket"],
        help_text=_("Where the vehicle is a private fund, the law sets a least amount; the rulebook names it."),
        required=False,
    )
    vehicle_form = forms.TypedChoiceField(
        label=TERMS["vehicle_form"],
        choices=[*_NOTHING, *VEHICLE_FORMS.items()],
        coerce=VehicleForm,
        empty_value=None,
        required=False,
    )
    manager_name = forms.CharField(
        label=TERMS["manager_name"],
        help_text=_("General partner and manager of the vehicle. A raise opens only with a registered one."),
        max_length=120,
        required=False,
    )
    manager_form = forms.TypedChoiceField(
        label=TERMS["manager_form"],
        choices=[*_NOTHING, *MANAGER_FORMS.items()],
        coerce=ManagerForm,
        empty_value=None,
        required=False,
    )
    manager_number = forms.CharField(
        label=TERMS["manager_number"],
        help_text=_("As the association's register shows it, for example P1000001."),
        max_length=20,
        required=False,
    )
    splits_rights = forms.TypedChoiceField(
        label=TERMS["splits_rights"],
        help_text=_(
            "Will anybody split units of the vehicle, or rights to their income, and resell the parts, so that people "
            "take part for less than a qualified investor has to? The law forbids it; a raise that does it is refused."
        ),
        choices=[*_NOTHING, (False, _("Nothing is split")), (True, _("Units or income rights are split"))],
        coerce=lambda word: word == str(True),
        empty_value=None,
        required=False,
    )
    closes_on = forms.DateField(
        label=TERMS["closes_on"],
        help_text=_("The last day on which somebody may subscribe, counted in Shanghai time."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ReturnReason(forms.Form):
    """Why a raise goes back to its founders."""

    reason = forms.CharField(
        label=_("Reason, as the founders will read it"),
        help_text=_("Name the entry and what would make it pass."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class Filing(forms.Form):
    """What is recorded of the filing of a vehicle with the association."""

    corrects = forms.UUIDField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(
        label=_("Filing number"),
        help_text=_("As the association's register shows it, for example SABC12."),
        max_length=20,
    )
    filed_on = forms.DateField(
        label=_("Day of the filing"),
        help_text=_("The day on which the association accepted it, in Shanghai time."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    evidence = UploadField(label=_("Evidence of the filing"), required=False)
    remark = forms.CharField(
        label=_("Remark"),
        help_text=_("An officer without a file says where it was read; whoever corrects a record says why."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def filing_of(cleaned: Mapping[str, Any]) -> FilingEntry:
    """Return the filing that a form or a serializer has validated."""
    return FilingEntry(
        number=cleaned["number"].strip().upper(), filed_on=cleaned["filed_on"], remark=cleaned.get("remark") or ""
    )


class StrayReason(forms.Form):
    """Why money that nobody knows goes back."""

    reason = forms.CharField(
        label=_("Why it goes back"),
        help_text=_("Say what you have found out about it. Operators and auditors read this."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CallBack(forms.Form):
    """How a call to an investor ended, and what they said yes to."""

    identity = forms.BooleanField(label=QUESTIONS[Question.IDENTITY], required=False)
    own_money = forms.BooleanField(label=QUESTIONS[Question.OWN_MONEY], required=False)
    contract_read = forms.BooleanField(label=QUESTIONS[Question.CONTRACT_READ], required=False)
    possible_loss = forms.BooleanField(label=QUESTIONS[Question.POSSIBLE_LOSS], required=False)
    risk_fits = forms.BooleanField(label=QUESTIONS[Question.RISK_FITS], required=False)
    terms_known = forms.BooleanField(label=QUESTIONS[Question.TERMS_KNOWN], required=False)
    cooling_off_known = forms.BooleanField(label=QUESTIONS[Question.COOLING_OFF_KNOWN], required=False)
    dispute_clause = forms.BooleanField(label=QUESTIONS[Question.DISPUTE_CLAUSE], required=False)
    outcome = forms.TypedChoiceField(
        label=_("How the call ended"),
        choices=[
            (CallBackOutcome.CONFIRMED.value, _("Confirmed: yes to each of the eight questions")),
            (CallBackOutcome.NOT_REACHED.value, _("Not reached: call again")),
            (CallBackOutcome.DECLINED.value, _("Declined: the follower is out and gets everything back")),
        ],
        coerce=CallBackOutcome,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note on the call"),
        help_text=_("Who declines is quoted here. The investor reads it."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SourceEvidence(forms.Form):
    """A document that shows one source of a lead's money."""

    file = UploadField(label=pgettext_lazy("evidence", "Document"))


class MoneyOpinion(forms.Form):
    """What an officer says about the sources of a lead's money."""

    opinion = forms.CharField(
        label=_("What you say to the lead"),
        help_text=_("Name the source or payment and what would settle it. The lead, officers and auditors read this."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PayInSandbox(forms.Form):
    """From whose account the sandbox bank takes the money of a lead."""

    payer = forms.CharField(
        label=_("Name of another account holder"),
        help_text=_("Leave this empty to pay from your own account. Only the sandbox bank lets you try another one."),
        max_length=140,
        required=False,
    )


class LeadOffer(forms.Form):
    """What an investor offers to lead with."""

    units = {
        "amount": pgettext_lazy("currency unit", "CNY"),
        "carry": "%",
        "company_percent": "%",
        "step_up_percent": "%",
    }

    amount = AmountField(label=_("Your own commitment"))
    carry = forms.DecimalField(
        label=_("Carried interest"),
        help_text=_("Share of the followers' profit that you ask for, as a percentage with at most two decimals."),
        max_digits=5,
        decimal_places=2,
    )

    own_assets = AmountField(
        label=_("Your own investable assets"),
        help_text=_("How large a part of them stands in one project is judged. The company sees the amount."),
    )
    company_percent = forms.DecimalField(
        label=_("Your stake in the company afterwards"),
        help_text=_("Needed for a raise from C to pre-IPO."),
        max_digits=9,
        decimal_places=6,
        required=False,
    )
    step_up_percent = forms.DecimalField(
        label=_("Step-up to"),
        help_text=_("Only if you may add more later: up to this percentage of the target, inside the cap."),
        max_digits=9,
        decimal_places=6,
        required=False,
    )

    def clean_carry(self) -> Decimal:
        """Return the percentage as a share, 0.15 for 15 %."""
        percent: Decimal = self.cleaned_data["carry"]
        return percent.scaleb(-2)


class Subscription(forms.Form):
    """What an investor subscribes."""

    amount = AmountField(label=_("Amount to subscribe"))


def pledge_of(cleaned: Mapping[str, Any]) -> Pledge:
    """Return the pledge that a form or a serializer has validated."""
    return Pledge(
        amount=cleaned["amount"],
        own_assets=cleaned.get("own_assets"),
        company_percent=cleaned.get("company_percent"),
        step_up_percent=cleaned.get("step_up_percent"),
    )


def pledge_in(given: QueryDict, *, funding: FundingDeclaration | None = None) -> Pledge | None:
    """Return the pledge that is being written, as far as it can be read; None while there is no amount."""
    amount = amount_in(given)
    if amount is None:
        return None
    return Pledge(
        amount=amount,
        own_assets=amount_in(given, "own_assets"),
        company_percent=_percent_in(given, "company_percent"),
        step_up_percent=_percent_in(given, "step_up_percent"),
        funding=funding,
    )


def _percent_in(given: QueryDict, name: str) -> Decimal | None:
    text = given.get(name, "").strip()
    return Decimal(text) if _PERCENT.fullmatch(text) else None


def amount_in(given: QueryDict, name: str = "amount") -> Money | None:
    """Return the amount that is being written, or None while it is none."""
    try:
        amount = parse_typed(given.get(name, ""), Currency.CNY)
    except ValueError:
        return None
    return amount if amount.minor > 0 else None


def terms_of(cleaned: Mapping[str, Any]) -> Terms:
    """Return the terms that a form or a serializer has validated."""
    return Terms(
        title=cleaned["title"],
        summary=cleaned.get("summary") or "",
        stage=cleaned.get("stage"),
        target=cleaned.get("target"),
        minimum_raise=cleaned.get("minimum_raise"),
        minimum_ticket=cleaned.get("minimum_ticket"),
        vehicle_form=cleaned.get("vehicle_form"),
        closes_on=cleaned.get("closes_on"),
        manager_name=cleaned.get("manager_name") or "",
        manager_form=cleaned.get("manager_form"),
        manager_number=cleaned.get("manager_number") or "",
        splits_rights=cleaned.get("splits_rights"),
    )
