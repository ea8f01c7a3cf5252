"""accounts / views: the account, organisations, invitations, the officers' queue and the operators' roles as pages."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crowdfund.accounts import forms, queries
from crowdfund.accounts.actions.accept_invitation import accept_invitation
from crowdfund.accounts.actions.check_person import check_person
from crowdfund.accounts.actions.choose_language import choose_language
from crowdfund.accounts.actions.create_organisation import create_organisation
from crowdfund.accounts.actions.grant_role import grant_role
from crowdfund.accounts.actions.invite_member import invite_member
from crowdfund.accounts.actions.refuse_person import refuse_person
from crowdfund.accounts.actions.register_person import register_person
from crowdfund.accounts.actions.remove_member import remove_member
from crowdfund.accounts.actions.revoke_role import revoke_role
from crowdfund.accounts.actions.withdraw_invitation import withdraw_invitation
from crowdfund.accounts.core.identity import masked
from crowdfund.accounts.core.policy import (
    acting_user,
    may_create_organisation,
    may_end_membership,
    may_manage_members,
    require,
)
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.core.states import PERSON_MACHINE, PersonEvent, PersonState
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.kernel.errors import FieldError, Invalid, NotFound
from crowdfund.web.language import keep_language
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest


@require_safe
def my_account(request: PageRequest) -> HttpResponse:
    """Show what the platform knows about the reader: identity, second factor, roles, organisations, language."""
    reader = acting_user(request.actor)
    person = queries.person_of(reader)
    declares = person is None or PERSON_MACHINE.may(PersonState(person.state), PersonEvent.DECLARE)
    context = {
        "person": person,
        "id_kind": forms.IDENTITY_KINDS[person.id_kind] if person else "",
        "id_number": masked(person.id_number) if person else "",
        "may_declare": declares,
        "roles": [forms.ROLES[Role(role)] for role in sorted(request.actor.roles)],
        "organisations": queries.own_organisations(request.actor),
        "may_create_organisation": may_create_organisation(request.actor),
        "language_form": forms.LanguageChoice(initial={"language": queries.language_of(reader)}),
    }
    return render(request, "accounts/my_account.html", context)


class ChooseLanguage(ActionPage):
    """Choose the language of pages and mails."""

    template_name = "accounts/language.html"
    form_class = forms.LanguageChoice

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Return the present language."""
        return {"language": queries.language_of(acting_user(request.actor))}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Remember the language."""
        choose_language(actor=request.actor, now=request.now, language=cleaned["language"])
        return reverse("accounts:my_account")

    def post(self, request: PageRequest, **kwargs: Any) -> HttpResponse:
        """Answer in the language that was chosen."""
        response = super().post(request, **kwargs)
        if response.status_code == 303:
            keep_language(response, request.POST["language"])
        return response


class DeclareIdentity(ActionPage):
    """Declare one's real name and document."""

    template_name = "accounts/declare_identity.html"
    form_class = forms.IdentityDeclaration
    done_message = _("Your identity was handed in. A compliance officer checks it; you will be told.")

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Declare."""
        register_person(actor=request.actor, now=request.now, **cleaned)
        return reverse("accounts:my_account")


class CreateOrganisation(ActionPage):
    """Register the company that one acts for."""

    template_name = "accounts/create_organisation.html"
    form_class = forms.OrganisationEntry
    done_message = _("The organisation was registered and you are its owner.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Tell the template whether the reader has to be checked first."""
        return {"may_create_organisation": may_create_organisation(request.actor)}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Register."""
        organisation_id = create_organisation(actor=request.actor, now=request.now, **cleaned)
        return reverse("accounts:organisation", args=[organisation_id])


class OrganisationPage(ActionPage):
    """An organisation with its members; owners also see and send invitations."""

    template_name = "accounts/organisation.html"
    form_class = forms.InvitationEntry
    done_message = _("The invitation is on its way.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the organisation, its members and its open invitations with their links."""
        organisation_id: UUID = self.kwargs["organisation_id"]
        invitations = queries.invitations_seen_by(request.actor, organisation_id)
        return {
            "organisation": queries.organisation_seen_by(request.actor, organisation_id),
            "members": [
                {
                    "row": member,
                    "role": forms.MEMBERSHIP_ROLES[member.role],
                    "is_reader": member.user_id == request.actor.id,
                }
                for member in queries.members_seen_by(request.actor, organisation_id)
            ],
            "invitations": [
                {
                    "row": invitation,
                    "role": forms.MEMBERSHIP_ROLES[invitation.role],
                    "is_expired": invitation.expires_at <= request.now,
                    "link": request.build_absolute_uri(_invitation_path(queries.token_of(invitation.id))),
                }
                for invitation in invitations
            ],
            "may_manage": may_manage_members(request.actor, organisation_id=organisation_id),
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Invite."""
        organisation_id: UUID = self.kwargs["organisation_id"]
        invite_member(actor=request.actor, now=request.now, organisation_id=organisation_id, **cleaned)
        return reverse("accounts:organisation", args=[organisation_id])


class RemoveMember(ActionPage):
    """Remove a member, or leave."""

    template_name = "accounts/remove_member.html"
    form_class = forms.Confirmation
    done_message = _("The membership has ended.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the membership that would end, for those who may end it."""
        members = queries.members_seen_by(request.actor, self.kwargs["organisation_id"])
        member = members.filter(user_id=self.kwargs["user_id"]).first()
        if member is None:
            raise NotFound
        require(may_end_membership(request.actor, **self.kwargs), actor=request.actor)
        return {"member": member, "leaves": member.user_id == request.actor.id}

    def act(self, request: PageRequest, _cleaned: dict[str, Any]) -> str:
        """End the membership."""
        remove_member(actor=request.actor, now=request.now, **self.kwargs)
        if self.kwargs["user_id"] == request.actor.id:
            return reverse("accounts:my_account")
        return reverse("accounts:organisation", args=[self.kwargs["organisation_id"]])


class WithdrawInvitation(ActionPage):
    """Take an open invitation back."""

    template_name = "accounts/withdraw_invitation.html"
    form_class = forms.Confirmation
    done_message = _("The invitation is void.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the invitation that would become void."""
        invitations = queries.invitations_seen_by(request.actor, self.kwargs["organisation_id"])
        invitation = invitations.filter(id=self.kwargs["invitation_id"]).first()
        if invitation is None:
            raise NotFound
        return {"invitation": invitation}

    def act(self, request: PageRequest, _cleaned: dict[str, Any]) -> str:
        """Withdraw."""
        withdraw_invitation(actor=request.actor, now=request.now, **self.kwargs)
        return reverse("accounts:organisation", args=[self.kwargs["organisation_id"]])


class AcceptInvitation(ActionPage):
    """Join an organisation by invitation."""

    template_name = "accounts/accept_invitation.html"
    form_class = forms.Confirmation
    done_message = _("You have joined the organisation.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the invitation, if it is open and for the reader's address."""
        invitation = queries.invitation_for(request.actor, self.kwargs["token"])
        return {
            "invitation": invitation,
            "role": forms.MEMBERSHIP_ROLES[invitation.role],
            "is_expired": invitation.expires_at <= request.now,
        }

    def act(self, request: PageRequest, _cleaned: dict[str, Any]) -> str:
        """Join."""
        organisation_id = accept_invitation(actor=request.actor, now=request.now, token=self.kwargs["token"])
        return reverse("accounts:organisation", args=[organisation_id])


@require_safe
def people(request: PageRequest) -> HttpResponse:
    """Show officers the declared identities that wait for a decision."""
    return render(request, "accounts/people.html", {"people": queries.people_to_check(request.actor)})


class DecideOnPerson(SensitivePage):
    """Check or refuse a declared identity."""

    template_name = "accounts/person.html"
    form_class = forms.IdentityDecision
    done_message = _("The decision was recorded and the person was told.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the declaration."""
        person = queries.person_to_check(request.actor, self.kwargs["person_id"])
        return {
            **super().extra(request),
            "person": person,
            "id_kind": forms.IDENTITY_KINDS[person.id_kind],
            "is_open": PERSON_MACHINE.may(PersonState(person.state), PersonEvent.CHECK),
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Decide."""
        person_id: UUID = self.kwargs["person_id"]
        if cleaned["decision"] == forms.CHECK:
            check_person(actor=request.actor, now=request.now, person_id=person_id)
        else:
            refuse_person(actor=request.actor, now=request.now, person_id=person_id, reason=cleaned["reason"])
        return reverse("accounts:people")


class Roles(SensitivePage):
    """Who holds which role, and giving one."""

    template_name = "accounts/roles.html"
    form_class = forms.RoleEntry
    done_message = _("The role was given.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the present grants."""
        grants = queries.role_grants_seen_by(request.actor)
        return {
            "grants": [
                {"row": grant, "role": forms.ROLES[grant.role], "is_reader": grant.user_id == request.actor.id}
                for grant in grants
            ],
            **super().extra(request),
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Give the role."""
        grant_role(
            actor=request.actor, now=request.now, user_id=_user_named(request, cleaned["email"]), role=cleaned["role"]
        )
        return reverse("accounts:roles")


class RevokeRole(SensitivePage):
    """Take a role away."""

    template_name = "accounts/revoke_role.html"
    form_class = forms.RoleRevocation
    done_message = _("The role was taken away.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the grant that would end."""
        grants = queries.role_grants_seen_by(request.actor)
        grant = grants.filter(user_id=self.kwargs["user_id"], role=self.kwargs["role"]).first()
        if grant is None:
            raise NotFound
        return {"grant": grant, "role": forms.ROLES[grant.role], **super().extra(request)}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Take the role away."""
        revoke_role(
            actor=request.actor,
            now=request.now,
            user_id=self.kwargs["user_id"],
            role=Role(self.kwargs["role"]),
            reason=cleaned["reason"],
        )
        return reverse("accounts:roles")


def _invitation_path(token: str) -> str:
    return reverse("accounts:accept_invitation", args=[token])


def _user_named(request: PageRequest, email: str) -> UUID:
    """Return the user with this address, or a message beside the field."""
    try:
        return queries.user_with_email(request.actor, email)
    except NotFound:
        message = _("Nobody signs in with this address.")
        raise Invalid((FieldError("/email", "unknown_user", {"message": message}),)) from None
