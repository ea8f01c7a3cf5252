"""tests / factories: clients of partners, with a secret that the test knows."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework.test import APIClient

from crowdfund.accounts.models import Organisation
from crowdfund.kernel.actor import Actor
from crowdfund.partners.actions.register_client import register_client
from crowdfund.partners.actions.rotate_secret import IssuedSecret, rotate_secret
from crowdfund.partners.core.scopes import Scope
from tests.factories.accounts import LONG_AGO, make_organisation

SYSTEM = Actor.system("a factory", "factory-0001")


@dataclass(frozen=True, slots=True)
class Program:
    """A registered client with its secret."""

    id: UUID
    organisation: Organisation
    issued: IssuedSecret

    def ask_for_token(self, *, scope: str = "", secret: str | None = None, grant: str = "client_credentials") -> Any:
        """Ask the token endpoint as the program would and return its answer."""
        words = f"{self.issued.public_name}:{secret or self.issued.secret}"
        form = {"grant_type": grant, **({"scope": scope} if scope else {})}
        basic = base64.b64encode(words.encode()).decode()
        return APIClient().post("/o/token/", form, format=None, headers={"Authorization": f"Basic {basic}"})

    def api(self, *, scope: str = "") -> APIClient:
        """Return an API client that shows a fresh token."""
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {self.ask_for_token(scope=scope).json()['access_token']}")
        return client


def make_program(
    *, organisation: Organisation | None = None, scopes: Sequence[str] = tuple(Scope), now: datetime = LONG_AGO
) -> Program:
    """Register a client and issue its secret."""
    owner = organisation or make_organisation()
    client_id = register_client(actor=SYSTEM, now=now, organisation_id=owner.id, name="Custodian", scopes=scopes)
    return Program(client_id, owner, rotate_secret(actor=SYSTEM, now=now, client_id=client_id))
