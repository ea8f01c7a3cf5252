"""accounts / forms: the shape of what may enter the room's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crowdfund.accounts.core.identity import IdentityKind
from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import MembershipRole, Role

IDENTITY_KINDS = {
    IdentityKind.RESIDENT_ID: _("Resident identity card"),
    IdentityKind.PASSPORT: _("Passport"),
}
MEMBERSHIP_ROLES = {
    MembershipRole.MEMBER: _("Member"),
    MembershipRole.OWNER: _("Owner"),
}
ROLES = {
    Role.FOUNDER: _("Founder"),
    Role.INVESTOR: _("Investor"),
    Role.OFFICER: _("Compliance officer"),
    Role.OPERATOR: _("Operator"),
    Role.AUDITOR: _("Auditor"),
    Role.PARTNER: _("Partner"),
}
LANGUAGES = {
    Language.ZH_HANS: _("Simplified Chinese"),
    Language.EN: _("English"),
}
CHECK, REFUSE = "check", "refuse"


class Confirmation(forms.Form):
    """A question without fields; sending it is the answer."""


class IdentityDeclaration(forms.Form):
    """Who somebody says they are."""

    real_name = forms.CharField(
        label=_("Name as on the document"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    id_kind = forms.ChoiceField(
        label=_("Document"),
        choices=list(IDENTITY_KINDS.items()),
        widget=forms.RadioSelect,
        initial=IdentityKind.RESIDENT_ID,
    )
    id_number = forms.CharField(
        label=_("Number of the document"),
        help_text=_("Stored encrypted. Only a compliance officer reads it, and only to check your identity."),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_id_kind(self) -> IdentityKind:
        """Return the kind as its word."""
        return IdentityKind(self.cleaned_data["id_kind"])


class IdentityDecision(forms.Form):
    """What an officer decides on a declared identity."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (CHECK, _("The identity is true: confirm the person as a specific target")),
            (REFUSE, _("The identity can't be accepted")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason of a refusal"),
        help_text=_("The person reads this and may declare again. Write no number of a document into it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Require a reason for a refusal."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == REFUSE and not cleaned.get("reason"):
            self.add_error("reason", forms.ValidationError(_("A refusal needs a reason."), code="required"))
        return cleaned


class OrganisationEntry(forms.Form):
    """The company or partnership that somebody acts for."""

    name = forms.CharField(
        label=_("Registered name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        help_text=_("18 characters, as on the business licence. The letters I, O, S, V and Z do not occur."),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class InvitationEntry(forms.Form):
    """Whom an owner invites, and as what."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label=_("Joins as"),
        choices=list(MEMBERSHIP_ROLES.items()),
        widget=forms.RadioSelect,
        initial=MembershipRole.MEMBER,
    )

    def clean_role(self) -> MembershipRole:
        """Return the role as its word."""
        return MembershipRole(self.cleaned_data["role"])


class RoleEntry(forms.Form):
    """Whom an operator gives which role."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()))

    def clean_role(self) -> Role:
        """Return the role as its word."""
        return Role(self.cleaned_data["role"])


class RoleRevocation(forms.Form):
    """Why an operator takes a role away."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class LanguageChoice(forms.Form):
    """The language of pages and mails."""

    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()))

    def clean_language(self) -> Language:
        """Return the language as its word."""
        return Language(self.cleaned_data["language"])
