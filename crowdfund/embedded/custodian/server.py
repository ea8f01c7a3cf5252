"""embedded / custodian / server: the bank's HTTP: orders, the payer's button, the statement, the bad days."""

from dataclasses import asdict
from typing import Any

from crowdfund.embedded.custodian.bank import Bank, order_of, require_name, require_sum
from crowdfund.embedded.sandbox.desk import Desk, Rejected, SandboxServer, set_faults


class BankServer(SandboxServer):
    """The bank, listening."""

    def __init__(self, *, port: int, bank: Bank, token: str) -> None:
        super().__init__(port=port, desk=BankDesk, token=token)
        self.bank = bank


class BankDesk(Desk):
    """One request to the bank."""

    server: BankServer

    def read(self, path: list[str], query: dict[str, list[str]]) -> tuple[int, Any]:
        """Show an order, or the statement."""
        match path:
            case ["orders", order_id]:
                return 200, asdict(self.server.bank.order(order_id))
            case ["statement"]:
                lines = self.server.bank.statement(query.get("order", ()))
                return 200, {"messages": [{"id": line.id, **line.body} for line in lines]}
            case _:
                raise Rejected(404, "nothing here")

    def change(self, path: list[str], asked: dict[str, Any]) -> tuple[int, Any]:
        """Take an order, let its payer pay, or make the day worse or better."""
        match path:
            case ["orders"]:
                order, is_new = self.server.bank.place(order_of(asked))
                return (201 if is_new else 200), asdict(order)
            case ["orders", order_id, "pay"]:
                return 200, asdict(self._pay(order_id, asked))
            case ["faults"]:
                return 200, set_faults(self.server.bank, asked)
            case _:
                raise Rejected(404, "nothing here")

    def _pay(self, order_id: str, asked: dict[str, Any]) -> Any:
        known = self.server.bank.order(order_id)
        amount, currency = str(asked.get("amount", known.amount)), str(asked.get("currency", known.currency))
        payer = str(asked.get("payer", ""))
        require_sum(amount, currency)
        require_name(payer)
        return self.server.bank.pay(order_id, amount=amount, currency=currency, payer=payer)
