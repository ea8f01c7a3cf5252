"""accounts / apps: registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The room of users, persons, organisations and roles."""

    name = "crowdfund.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
