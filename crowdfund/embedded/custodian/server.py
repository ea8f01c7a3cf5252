"""embedded / custodian / server: the bank's HTTP: orders, the payer's button, the statement, the bad days."""

import hmac
import json
import urllib.parse
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from crowdfund.embedded.custodian.bank import Bank, Faults, Rejected, order_of, require_name, require_sum

LOOPBACK: Final = "127.0.0.1"
LARGEST_BODY: Final = 65_536


class BankServer(ThreadingHTTPServer):
    """Listens on the loopback interface only."""

    daemon_threads = True

    def __init__(self, *, port: int, bank: Bank, token: str) -> None:
        super().__init__((LOOPBACK, port), Desk)
        self.bank = bank
        self.token = token


class Desk(BaseHTTPRequestHandler):
    """One request. Whoever has no token learns nothing but that the bank is there (`GET /healthz`)."""

    protocol_version = "HTTP/1.1"
    server: BankServer
    timeout = 15

    def do_GET(self) -> None:
        """Read."""
        self._answer(self._read)

    def do_POST(self) -> None:
        """Change."""
        self._answer(self._change)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write one line for each change and none for each look; never a token or a body."""
        if self.command == "POST":
            print(f"{self.command} {self.path} {int(code)} {size}", flush=True)

    def _read(self, path: list[str], query: dict[str, list[str]]) -> tuple[int, Any]:
        match path:
            case ["orders", order_id]:
                return 200, asdict(self.server.bank.order(order_id))
            case ["statement"]:
                lines = self.server.bank.statement(query.get("order", ()))
                return 200, {"messages": [{"id": line.id, **line.body} for line in lines]}
            case _:
                raise Rejected(404, "nothing here")

    def _change(self, path: list[str], _: dict[str, list[str]]) -> tuple[int, Any]:
        asked = self._body()
        match path:
            case ["orders"]:
                order, is_new = self.server.bank.place(order_of(asked))
                return (201 if is_new else 200), asdict(order)
            case ["orders", order_id, "pay"]:
                return 200, asdict(self._pay(order_id, asked))
            case ["faults"]:
                return 200, asdict(self._set_faults(asked))
            case _:
                raise Rejected(404, "nothing here")

    def _pay(self, order_id: str, asked: dict[str, Any]) -> Any:
        known = self.server.bank.order(order_id)
        amount, currency = str(asked.get("amount", known.amount)), str(asked.get("currency", known.currency))
        payer = str(asked.get("payer", ""))
        require_sum(amount, currency)
        require_name(payer)
        return self.server.bank.pay(order_id, amount=amount, currency=currency, payer=payer)

    def _set_faults(self, asked: dict[str, Any]) -> Faults:
        names = set(asdict(Faults()))
        if not set(asked) <= names or not all(isinstance(value, bool) for value in asked.values()):
            raise Rejected(422, f"faults are {', '.join(sorted(names))}, each true or false")
        self.server.bank.set_faults(Faults(**asked))
        return self.server.bank.faults

    def _answer(self, act: Any) -> None:
        try:
            parts = urllib.parse.urlsplit(self.path)
            if self.command == "GET" and parts.path == "/healthz":
                self._send(200, {"state": "ok"})
                return
            self._require_token()
            path = [part for part in parts.path.split("/") if part]
            self._send(*act(path, urllib.parse.parse_qs(parts.query)))
        except Rejected as refusal:
            self._send(refusal.status, {"error": str(refusal)})

    def _require_token(self) -> None:
        given = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self.server.token.encode()):
            self.close_connection = True
            raise Rejected(401, "this needs the platform's token")

    def _body(self) -> dict[str, Any]:
        text = self.headers.get("Content-Length") or "0"
        if not text.isdigit() or int(text) > LARGEST_BODY:
            self.close_connection = True
            raise Rejected(413, f"a body has at most {LARGEST_BODY} bytes and says how many")
        try:
            found = json.loads(self.rfile.read(int(text)) or b"{}")
        except ValueError as problem:
            raise Rejected(400, "the body is not JSON") from problem
        if not isinstance(found, dict):
            raise Rejected(400, "the body is not an object")
        return found

    def _send(self, status: int, content: Any) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
