"""accounts / apps: registers the room with Django, and its words with the pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

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
                PersonState.DECLARED: StateFace(label=_("Waiting for the check"), tone=Tone.WAITING),
                PersonState.CHECKED: StateFace(label=_("Checked"), tone=Tone.LIVE),
                PersonState.REFUSED: StateFace(label=_("Not accepted"), tone=Tone.REFUSED),
            },
        )
        register_verbs(
            {
                "user.joined": _("signed up"),
                "user.language_chosen": _("chose a language"),
                "user.second_factor_enrolled": _("set up a second factor"),
                "person.declared": _("declared their identity"),
                "person.checked": _("checked an identity and confirmed the person as a specific target"),
                "person.refused": _("did not accept an identity"),
                "organisation.created": _("registered an organisation"),
                "membership.invited": _("sent an invitation"),
                "membership.invitation_withdrawn": _("withdrew an invitation"),
                "membership.began": _("joined the organisation"),
                "membership.ended": _("ended a membership"),
                "role.granted": _("gave a role"),
                "role.revoked": _("took a role away"),
            }
        )
