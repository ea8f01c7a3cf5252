"""tests / journeys: a program that tries what `docs/partner/README.md` says, with the client of the tutorial itself."""

import base64
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.crowdfund.embedded.children import PROJECT

sys.path.append(str(PROJECT / "docs" / "partner"))

from dealroom import Answer, Person, Program


class Reader:
    """Somebody who tries out what they read."""

    def __init__(self, address: str, cast: Path) -> None:
        parts = json.loads(cast.read_text(encoding="utf-8"))
        self.partner: dict[str, str] = dict(parts["partner"])
        self.organisation = self.partner.pop("organisation")
        self.program = Program(address, **self.partner)
        self.founder = Person(address, **parts["founder"])

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request of the program as it is, without the tutorial's own care for keys and repetition."""
        sent = None if body is None else json.dumps(body).encode()
        given = {"Content-Type": "application/json", **self.program.credentials(), **headers}
        return self.program.line.send(method, path, body=sent, headers=given)

    def strange(self, path: str, **headers: str) -> Answer:
        """Ask without being known."""
        return self.program.line.send("GET", path, headers=headers)

    def token(self, *, as_basic: bool = False, **fields: str) -> Answer:
        """Ask for a token."""
        pair = {} if as_basic else self.partner
        basic = base64.b64encode(":".join(self.partner.values()).encode()).decode()
        return self.program.line.send(
            "POST",
            "/o/token/",
            body=urlencode({"grant_type": "client_credentials", **pair, **fields}).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded"}
            | ({"Authorization": f"Basic {basic}"} if as_basic else {}),
        )

    def revoke(self, token: str) -> Answer:
        """Give a token back."""
        return self.program.line.send(
            "POST",
            "/o/revoke_token/",
            body=urlencode({**self.partner, "token": token}).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )

    def project(self, *, key: str | None, name: str = "", more: dict[str, Any] | None = None) -> Answer:
        """Set up a project."""
        body = {"organisation": self.organisation, **({"name": name} if name else {}), **(more or {})}
        return self.ask("POST", "/api/v1/projects", body, **({} if key is None else {"Idempotency-Key": key}))


def fresh() -> str:
    """Return a key or a name that nobody has used."""
    return uuid4().hex
