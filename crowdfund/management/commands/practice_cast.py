"""roof / management: who plays in `docs/partner/thread.py`, as JSON: logins of the demo market, a client, the bank."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crowdfund.accounts.queries import taken_emails
from crowdfund.db.clock import business_now
from crowdfund.demo.people import CHEN, FANG, LIN, OFFICER, OPERATOR, PASSWORD, XU, Resident, credit_code
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id
from crowdfund.partners.actions.register_client import register_client
from crowdfund.partners.actions.rotate_secret import rotate_secret
from crowdfund.partners.core.scopes import Scope
from crowdfund.partners.queries import organisation_id_of

_PARTS = {"founder": CHEN, "lead": LIN, "follower": FANG, "buyer": XU, "officer": OFFICER, "operator": OPERATOR}
_SCOPES = (Scope.ROUNDS_READ, Scope.ROUNDS_WRITE, Scope.EVENTS_READ, Scope.DETERMINATIONS_READ)


class Command(BaseCommand):
    """`manage.py practice_cast > cast.json`: registers a new client for the founder's company each time."""

    help = "Print the cast of docs/partner/thread.py, secrets included, and register its client; never in production."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it.

        :raises CommandError: in production, or without the demo market.
        """
        if not settings.IS_SANDBOX:
            raise CommandError("This is production: there is nobody to practise with.")
        if not taken_emails([CHEN.email]):
            raise CommandError("There is no demo market in this database.")
        cast = {
            "partner": _client(),
            **{part: _login(resident) for part, resident in _PARTS.items()},
            "bank": {"address": settings.CUSTODIAN_URL, "token": settings.CUSTODIAN_TOKEN},
        }
        self.stdout.write(json.dumps(cast, indent=2))


def _client() -> dict[str, str]:
    now = business_now()
    actor = Actor.system("practice_cast command", new_id(now).hex)
    organisation_id = organisation_id_of(credit_code(1))
    client_id = register_client(
        actor=actor, now=now, organisation_id=organisation_id, name="Practice program", scopes=list(_SCOPES)
    )
    issued = rotate_secret(actor=actor, now=now, client_id=client_id)
    return {
        "organisation": str(organisation_id),
        "client_id": issued.public_name,
        "client_secret": issued.secret,
    }


def _login(resident: Resident) -> dict[str, str]:
    login = {"email": resident.email, "password": PASSWORD}
    return {**login, "totp_secret": resident.totp_secret} if resident.office else login
