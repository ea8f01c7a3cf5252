"""accounts / apps: registers the room with Django, and its words with the pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crowdfund.accounts.core.states import PersonState
from crowdfund.web.components.words import StateFace, Tone, register_states, register_verbs


class AccountsConfig(AppConfig):
    """The room of users, persons, organisations and roles."""

    name = "crowdfund.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Say how the room's states and verbs read."""
        register_states(
            "person",
            {
                PersonState.DECLARED: StateFace(
                    label=pgettext_lazy("identity state", "Waiting for the check"), tone=Tone.WAITING
                ),
                PersonState.CHECKED: StateFace(label=pgettext_lazy("identity state", "Checked"), tone=Tone.LIVE),
                PersonState.REFUSED: StateFace(
                    label=pgettext_lazy("identity state", "Not accepted"), tone=Tone.REFUSED
                ),
            },
        )
        register_verbs(
            {
                "user.joined": _("Account opened"),
                "user.language_chosen": _("Language chosen"),
                "user.second_factor_enrolled": _("Second factor set up"),
                "user.security_changed": _("Way of signing in changed"),
                "person.declared": _("Identity declared"),
                "person.checked": _("Identity checked, person confirmed as a specific target"),
                "person.refused": _("Identity not accepted"),
                "organisation.created": _("Organisation registered"),
                "membership.invited": _("Invitation sent"),
                "membership.invitation_withdrawn": _("Invitation withdrawn"),
                "membership.began": _("Membership began"),
                "membership.ended": _("Membership ended"),
                "role.granted": _("Role given"),
                "role.revoked": _("Role taken away"),
            }
        )
