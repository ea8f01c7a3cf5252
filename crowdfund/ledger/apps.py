"""ledger / app: registers the room with Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger room."""

    name = "crowdfund.ledger"
    label = "ledger"
