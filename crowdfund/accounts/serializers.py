"""accounts / serializers: the shape of what enters and leaves the room's API."""

from typing import Any

from rest_framework import serializers

from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import MembershipRole, Role
from crowdfund.accounts.core.states import PersonState


class IdentityOut(serializers.Serializer[Any]):
    """How far the caller's identity is known; never the number itself."""

    state = serializers.ChoiceField(choices=[state.value for state in PersonState])
    declared_at = serializers.DateTimeField()
    identity_checked_at = serializers.DateTimeField(allow_null=True)
    confirmed_at = serializers.DateTimeField(
        allow_null=True, help_text="Confirmed as a specific target (特定对象确定)."
    )
    refusal_reason = serializers.CharField()


class MembershipOut(serializers.Serializer[Any]):
    """An organisation that the caller belongs to, and as what."""

    organisation = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=[role.value for role in MembershipRole])


class MeOut(serializers.Serializer[Any]):
    """The caller, as the platform knows them."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    language = serializers.ChoiceField(choices=[language.value for language in Language])
    roles = serializers.ListField(child=serializers.ChoiceField(choices=[role.value for role in Role]))
    memberships = MembershipOut(many=True)
    identity = IdentityOut(allow_null=True)
    is_checked = serializers.BooleanField()
    has_second_factor = serializers.BooleanField()
    is_stepped_up = serializers.BooleanField(help_text="Whether the second factor was used in the last five minutes.")


class OrganisationIn(serializers.Serializer[Any]):
    """An organisation to register."""

    name = serializers.CharField(max_length=200)
    credit_code = serializers.CharField(
        max_length=24, help_text="Unified social credit code (统一社会信用代码), GB 32100-2015, with its check digit."
    )


class OrganisationOut(serializers.Serializer[Any]):
    """A registered organisation."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    credit_code = serializers.CharField()
    created_at = serializers.DateTimeField()
