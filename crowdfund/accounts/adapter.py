"""accounts / adapter: the places where allauth asks this platform how it wants signing in to work."""

from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import get_language

from crowdfund.accounts.actions.note_security_change import note_security_change
from crowdfund.accounts.actions.open_account import open_account
from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import needs_mfa
from crowdfund.accounts.models import User
from crowdfund.accounts.queries import count_second_factors, roles_of
from crowdfund.db.encryption import decrypt, encrypt
from crowdfund.kernel.actor import Actor
from crowdfund.web.language import suggest_language
from crowdfund.web.request import PageRequest

#: Names the place for which secrets of second factors are sealed; allauth does not say which row it seals for.
_SECRETS = "mfa_authenticator.data"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Signs people up through the verb and gives them their language."""

    def new_user(self, request: PageRequest) -> User:
        """Return an unsaved user with an id, an instant and the language of the page."""
        user = User.unsaved(now=request.now)
        user.language = _language()
        return user

    def save_user(self, request: PageRequest, user: User, form: Any, commit: bool = True) -> User:
        """Fill the user from the sign-up form and, with `commit`, open the account."""
        super().save_user(request, user, form, commit=False)
        if commit:
            open_account(actor=Actor.anonymous(request.request_id), now=request.now, user=user)
        return user

    def post_login(self, request: PageRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Go on in the language that was chosen in this browser, or else in the account's."""
        suggest_language(request, user.language)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """Record the change that the mail is about, then send it. allauth calls this for each change of security."""
        request: PageRequest = self.request
        note = partial(
            note_security_change,
            actor=request.actor,
            now=request.now,
            user_id=user.id,
            change=template_prefix.rpartition("/")[2],
        )
        transaction.on_commit(note)
        super().send_notification_mail(template_prefix, user, *args, **kwargs)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Seals the secrets of second factors and keeps staff from laying their last one down."""

    def encrypt(self, text: str) -> str:
        """Return the secret sealed under the current field key."""
        return encrypt(text, context=_SECRETS)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret.

        :raises CannotDecrypt: when its key is not configured any more.
        """
        return decrypt(encrypted_text, context=_SECRETS)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Refuse the last second factor of an officer or operator. Two queries."""
        if not needs_mfa(frozenset(roles_of(authenticator.user_id))):
            return True
        return count_second_factors(authenticator.user_id) > 1


def _language() -> Language:
    current = get_language()
    return Language(current) if current in set(Language) else Language.ZH_HANS
