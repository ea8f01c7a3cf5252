"""partners / forms: what an operator enters about a client."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crowdfund.partners.core.scopes import Scope

SCOPE_LABELS: dict[Scope, str | Promise] = {
    Scope.EVENTS_READ: _("Read the sealed events of its organisation"),
    Scope.ROUNDS_READ: _("Read the raises of its organisation"),
    Scope.ROUNDS_WRITE: _("Set up projects; draft, edit and submit raises of its organisation"),
    Scope.ORGANISATIONS_WRITE: _("Register an organisation for a person who gave a mandate"),
    Scope.DETERMINATIONS_READ: _("Read the determinations of its organisation"),
    Scope.CALCULATORS_USE: _("Ask the calculators of the rulebook"),
    Scope.FILES_READ: _("Read the files of its organisation"),
    Scope.FILES_WRITE: _("Send files for its organisation"),
}


class ClientForm(forms.Form):
    """A new client: for whom, what it is called, what it is allowed."""

    organisation = forms.ChoiceField(
        label=_("Organisation"), help_text=_("The client sees and does only what belongs to this organisation.")
    )
    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("For instance the name of the system that will use it.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=[(scope.value, SCOPE_LABELS[scope]) for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick as little as the partner needs."),
    )

    def offer_organisations(self, choices: list[tuple[str, str]]) -> None:
        """Say which organisations may be chosen."""
        self.fields["organisation"] = forms.ChoiceField(
            label=self.fields["organisation"].label, help_text=self.fields["organisation"].help_text, choices=choices
        )


class RotateForm(forms.Form):
    """A new secret needs no entry, only the decision."""


class DisableForm(forms.Form):
    """Why a client is shut out."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
