"""embedded / screening / server: the provider's HTTP: checks, results, lists, the bad days, and its page of names."""

import html
import time
from typing import Any, Final

from crowdfund.embedded.sandbox.desk import Desk, Rejected, SandboxServer, set_faults
from crowdfund.embedded.screening.names import table
from crowdfund.embedded.screening.provider import Provider

LONGER_THAN_ANYBODY_LISTENS: Final = 30
"""Seconds for which a hanging request waits."""
_RESULTS: Final = ("clear", "hit", "mismatch", "error")


class ProviderServer(SandboxServer):
    """The provider, listening."""

    def __init__(self, *, port: int, provider: Provider, token: str) -> None:
        super().__init__(port=port, desk=ProviderDesk, token=token)
        self.provider = provider


class ProviderDesk(Desk):
    """One request to the provider. For everybody there is the page of names (`GET /`)."""

    server: ProviderServer

    def read(self, path: list[str], query: dict[str, list[str]]) -> tuple[int, Any]:
        """Show what was found, or the version of the lists."""
        match path:
            case ["results"]:
                self._hang()
                lines = self.server.provider.results(query.get("check", ()))
                return 200, {"messages": [{"id": line.id, **line.body} for line in lines]}
            case ["lists"]:
                return 200, {"version": self.server.provider.lists}
            case _:
                raise Rejected(404, "nothing here")

    def change(self, path: list[str], asked: dict[str, Any]) -> tuple[int, Any]:
        """Take a check, say something else about one, publish lists, or make the day worse or better."""
        match path:
            case ["checks"]:
                self._hang()
                check, is_new = self.server.provider.take(asked)
                return (201 if is_new else 200), {"id": check.id}
            case ["checks", check_id, "say"]:
                return 200, {"id": self._say(check_id, asked)}
            case ["lists"]:
                self.server.provider.publish(str(asked.get("version", "")))
                return 200, {"version": self.server.provider.lists}
            case ["faults"]:
                return 200, set_faults(self.server.provider, asked)
            case _:
                raise Rejected(404, "nothing here")

    def home(self) -> str:
        """Return the page of names."""
        rows = "".join(f"<tr><td>{html.escape(name)}<td>{html.escape(meaning)}" for name, meaning in table())
        return (
            "<!doctype html><html lang=en><meta charset=utf-8><title>Sandbox screening provider</title>"
            "<h1>Sandbox screening provider</h1><p>It looks into no register and no list. These names and credit codes,"
            " declared by anybody in the sandbox, give an outcome; everybody else is clear.</p>"
            f"<table><tr><th>Name<th>Outcome{rows}</table>"
            f"<p>Lists: version {html.escape(self.server.provider.lists)}.</p>"
        )

    def _hang(self) -> None:
        if self.server.provider.faults.hang:
            time.sleep(LONGER_THAN_ANYBODY_LISTENS)

    def _say(self, check_id: str, asked: dict[str, Any]) -> str:
        result, hits = asked.get("result"), asked.get("hits", [])
        if result not in _RESULTS or not isinstance(hits, list):
            raise Rejected(422, f"result is one of {', '.join(_RESULTS)}, hits a list")
        return self.server.provider.say(check_id, result=result, hits=hits).id
