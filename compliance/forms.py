"""compliance / forms: the shape of what may enter the room's pages."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from compliance.core.clearance import LONGEST_REASON
from compliance.core.duties import installed_sources
from compliance.core.outcome import Outcome
from compliance.core.rule_names import RULE_NAMES
from compliance.core.screening import LONGEST_DECISION, Decision
from compliance.core.search import Wanted
from compliance.core.wording import KIND_NAMES
from compliance.library import book
from crowdfund.web.components.language import in_language
from crowdfund.web.components.outcomes import outcome_word
from crowdfund.web.inputs import DayInput

GRANT: Final = "grant"
DECLINE: Final = "decline"
APPROVE: Final = "approve"
REFUSE: Final = "refuse"
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2100


class DeterminationSearch(forms.Form):
    """Narrows the list of determinations; every field is optional. Days are legal days, both included."""

    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    facts_kind = forms.ChoiceField(label=_("Question"), required=False)
    subject_id = forms.UUIDField(label=_("Number of the subject"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DayInput())
    until = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the rules and kinds of question that the program knows."""
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        fields: dict[str, Any] = self.fields
        fields["outcome"].choices = [*everything, *((each.value, outcome_word(each)) for each in Outcome)]
        fields["rule"].choices = [*everything, *((id, in_language(name)) for id, name in RULE_NAMES.items())]
        kinds = ((kind, in_language(name)) for kind, name in KIND_NAMES.items())
        fields["facts_kind"].choices = [*everything, *kinds]

    def wanted(self) -> Wanted:
        """Return what is looked for; entries that are wrong do not narrow."""
        given: dict[str, Any] = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        return Wanted(
            outcome=Outcome(given["outcome"]) if given.get("outcome") else None,
            rule=given.get("rule") or "",
            facts_kind=given.get("facts_kind") or "",
            subject_id=given.get("subject_id"),
            since=given.get("since"),
            until=given.get("until"),
        )


class CalendarReading(forms.Form):
    """Which month of the compliance calendar is shown, and which kind of duty; empty means this month and all."""

    month = forms.DateField(
        label=_("Month"),
        required=False,
        input_formats=["%Y-%m"],
        help_text=_("As year and month, for example 2026-11."),
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds that the rooms have installed."""
        super().__init__(*args, **kwargs)
        kinds = sorted(((each.name, str(each.label)) for each in installed_sources()), key=lambda each: each[1])
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", _("All")), *kinds]

    def clean_month(self) -> date | None:
        """Return the month; a calendar of the law has no use for other centuries."""
        month: date | None = self.cleaned_data["month"]
        if month is not None and not _FIRST_YEAR <= month.year <= _LAST_YEAR:
            raise forms.ValidationError(_("Choose a month between 2000 and 2100."), code="invalid")
        return month

    def wanted(self, *, today: date) -> tuple[date, str]:
        """Return the first day of the month and the kind; entries that are wrong do not narrow."""
        given: dict[str, Any] = {} if self.errors else self.cleaned_data
        return (given.get("month") or today).replace(day=1), given.get("kind") or ""


class BookReading(forms.Form):
    """As of which legal day and as known at which release the rulebook is printed; empty means all of it."""

    day = forms.DateField(label=_("In force on"), required=False, widget=DayInput())
    release = forms.TypedChoiceField(label=_("As known at"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the releases that the program knows, the newest first."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["release"].choices = [("", _("Every release")), *_releases()]


class BookComparison(forms.Form):
    """Which two releases are compared, and for which legal day; without one, for all days."""

    earlier = forms.TypedChoiceField(label=_("From release"), coerce=int)
    later = forms.TypedChoiceField(label=_("To release"), coerce=int)
    day = forms.DateField(
        label=_("Only what counts on"),
        required=False,
        widget=DayInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the releases that the program knows, the newest first."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("earlier", "later"):
            fields[name].choices = _releases()


class OtherDay(forms.Form):
    """For which legal day the questions of all deals under way are asked again."""

    day = forms.DateField(label=_("If the day were"), widget=DayInput())


def _releases() -> list[tuple[int, str]]:
    return [
        (each.number, _("{number} of {day}").format(number=each.number, day=each.issued_on.isoformat()))
        for each in reversed(book().releases)
    ]


class ClearanceReason(forms.Form):
    """Why what stopped an action should be lifted."""

    reason = forms.CharField(
        label=_("Your reason"),
        help_text=_("Say why the step is sound although the rule warns. Officers read it, and it stays on record."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ClearanceDecision(forms.Form):
    """What an officer decides on a request to clear."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(GRANT, _("Lift it until the day below")), (DECLINE, _("Leave it as it is"))],
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(
        label=_("Your opinion"),
        help_text=_("The applicant reads this, and it stays on record."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    expires_on = forms.DateField(
        label=_("No longer valid from"),
        help_text=_("The first day on which the finding stops the step again; at most 90 days ahead."),
        widget=DayInput(),
    )

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """In which state the officer saw the request: nobody confirms a proposal that was not before their eyes."""

    def clean(self) -> dict[str, Any]:
        """Ask who leaves it as it is for no day."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == DECLINE and self.errors.pop("expires_on", None):
            cleaned["expires_on"] = None
        return cleaned


class CertificationDecision(forms.Form):
    """What an officer decides on an application."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (APPROVE, _("The person is a qualified investor: certify for twelve months")),
            (REFUSE, _("It is not shown that the person is a qualified investor")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason of a refusal"),
        help_text=_("The applicant reads this and may apply again."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Require a reason for a refusal."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == REFUSE and not cleaned.get("reason"):
            self.add_error("reason", forms.ValidationError(_("A refusal needs a reason."), code="required"))
        return cleaned


class HitDecision(forms.Form):
    """What an officer decides about a hit, or an identity mismatch."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Decision.CLEAR.value, _("It is another one, or harmless: business goes on")),
            (Decision.CONFIRM.value, _("It is this one: business with them stops")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason of the decision"),
        help_text=_("What you compared, and what it showed. Stored encrypted; the person does not read it."),
        max_length=LONGEST_DECISION,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )

    def clean_decision(self) -> Decision:
        """Return the decision as its word."""
        return Decision(self.cleaned_data["decision"])


class Confirmation(forms.Form):
    """Nothing but the will to go on."""
