"""The bank's books: one order under one id, one payment on an order, and nothing forgotten."""

import signal
from pathlib import Path
from uuid import uuid4

import pytest

from crowdfund.embedded.custodian.bank import Bank, Order, order_of
from crowdfund.embedded.sandbox.desk import Rejected
from crowdfund.embedded.sandbox.journal import Journal
from crowdfund.embedded.sandbox.letters import Faults
from tests.custodian import SandboxBank, deaf_bank

__all__ = ["deaf_bank"]

ASKED = {"direction": "in", "amount": "100.00", "currency": "CNY", "reference": "CF-1"}


def asked(**changes: str) -> dict[str, str]:
    return {"id": str(uuid4()), **ASKED, **changes}


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "bank" / "journal.jsonl"


@pytest.fixture
def books(journal: Path) -> Bank:
    return Bank(Journal(journal))


def placed(books: Bank, **changes: str) -> Order:
    return books.place(order_of(asked(**changes)))[0]


def kinds(books: Bank) -> list[str]:
    return [message.type for message in books.statement()]


def test_an_order_placed_twice_is_one_order(books: Bank):
    order = order_of(asked())
    assert books.place(order) == (order, True)
    assert books.place(order) == (order, False)
    assert kinds(books) == ["order.accepted"]


def test_the_same_id_for_another_movement_is_refused(books: Bank):
    wanted = asked()
    books.place(order_of(wanted))
    with pytest.raises(Rejected, match="another order") as refusal:
        books.place(order_of({**wanted, "amount": "100.01"}))
    assert refusal.value.status == 409


def test_money_that_goes_out_is_sent_at_once(books: Bank):
    order = placed(books, direction="out")
    assert (order.state, order.paid_amount) == ("settled", "100.00")
    assert kinds(books) == ["order.accepted", "order.settled"]
    with pytest.raises(Rejected, match="sends money"):
        books.pay(order.id)


def test_an_order_is_paid_once_whatever_is_said_afterwards(books: Bank):
    order = placed(books)
    assert books.pay(order.id, amount="99.00").paid_amount == "99.00"
    assert books.pay(order.id, amount="1.00").paid_amount == "99.00"
    assert kinds(books) == ["order.accepted", "order.settled"]
    assert books.statement()[-1].data["amount"] == "99.00"


def test_the_bank_says_from_whose_account_it_came(books: Bank):
    own, other, silent = (placed(books, payer="林岚"), placed(books, payer="林岚"), placed(books))
    books.pay(own.id)
    books.pay(other.id, payer="远山")
    books.pay(silent.id)
    told = {message.order: message.data for message in books.statement() if message.type == "order.settled"}
    assert told[own.id]["payer_name"] == "林岚"
    assert told[other.id]["payer_name"] == "远山"
    assert told[other.id]["payer_account"] != told[own.id]["payer_account"]
    assert "payer_name" not in told[silent.id], "nobody said who pays"


def test_an_order_is_the_same_whoever_is_expected_to_pay(books: Bank):
    wanted = asked()
    books.place(order_of(wanted))
    assert not books.place(order_of({**wanted, "payer": "林岚"}))[1]
    with pytest.raises(Rejected):
        order_of({**wanted, "payer": "x" * 141})


def test_what_nobody_ordered_can_not_be_paid(books: Bank):
    with pytest.raises(Rejected) as refusal:
        books.pay(str(uuid4()))
    assert refusal.value.status == 404


@pytest.mark.parametrize(
    "change",
    [
        {"id": "1"},
        {"direction": "up"},
        {"amount": "1"},
        {"amount": "0.00"},
        {"amount": "-1.00"},
        {"amount": "1e3"},
        {"currency": "cny"},
        {"reference": "x" * 141},
        {"amount": 1},
        {"colour": "red"},
    ],
)
def test_what_is_no_order_is_refused(change: dict[str, object]):
    with pytest.raises(Rejected) as refusal:
        order_of({**asked(), **change})
    assert refusal.value.status == 422


def test_the_books_survive_a_restart(books: Bank, journal: Path):
    order = placed(books)
    books.pay(order.id)
    books.note_heard(books.unheard()[0].id)
    books.set_faults(Faults(duplicate=True))
    again = Bank(Journal(journal))
    assert again.order(order.id) == books.order(order.id)
    assert again.statement() == books.statement()
    assert again.unheard() == books.unheard()
    assert again.faults == Faults(duplicate=True)


def test_a_line_that_a_crash_cut_short_is_dropped(books: Bank, journal: Path):
    order = placed(books)
    with journal.open("ab") as stream:
        stream.write(b'{"order": {"id"')
    again = Bank(Journal(journal))
    assert again.order(order.id) == order
    again.pay(order.id)
    assert Bank(Journal(journal)).order(order.id).state == "settled"


def test_on_a_bad_day_messages_are_lost_but_the_statement_has_them(books: Bank):
    books.set_faults(Faults(drop=True))
    order = placed(books, direction="out")
    assert books.unheard() == []
    assert len(books.statement([order.id])) == 2
    assert books.statement([str(uuid4())]) == []


def test_on_another_bad_day_the_newest_comes_first(books: Bank):
    books.set_faults(Faults(out_of_order=True))
    placed(books, direction="out")
    assert [message.type for message in books.unheard()] == ["order.settled", "order.accepted"]


def test_the_process_speaks_http_to_whoever_has_the_token(deaf_bank: SandboxBank):
    order = asked()
    assert deaf_bank.ask("POST", "/orders", order)[0] == 201
    assert deaf_bank.ask("POST", "/orders", order)[0] == 200
    assert deaf_bank.ask("POST", "/orders", {**order, "amount": "2.00"})[0] == 409
    assert deaf_bank.ask("POST", "/orders", {})[0] == 422
    assert deaf_bank.ask("GET", f"/orders/{order['id']}")[1]["state"] == "open"
    assert deaf_bank.ask("POST", f"/orders/{order['id']}/pay", {"amount": "x"})[0] == 422
    assert deaf_bank.ask("POST", "/faults", {"duplicate": 1})[0] == 422
    assert deaf_bank.ask("GET", "/elsewhere")[0] == deaf_bank.ask("POST", "/elsewhere", {})[0] == 404
    assert deaf_bank.ask("POST", "/orders", body=b"not json")[0] == 400
    assert deaf_bank.ask("POST", "/orders", body=b"[]")[0] == 400
    assert deaf_bank.ask("POST", "/orders", body=b" " * 70_000)[0] == 413
    for method, path in (("GET", "/statement"), ("POST", "/orders"), ("POST", "/faults")):
        assert deaf_bank.ask(method, path, {} if method == "POST" else None, token="guess")[0] == 401
    assert deaf_bank.ask("GET", "/healthz", token="guess")[0] == 200


def test_the_process_remembers_after_it_was_killed(deaf_bank: SandboxBank):
    order = asked()
    deaf_bank.ask("POST", "/orders", order)
    deaf_bank.pay(order["id"])
    before = deaf_bank.messages()
    deaf_bank.stop(number=signal.SIGKILL)
    deaf_bank.start()
    assert deaf_bank.messages() == before
    assert deaf_bank.ask("GET", f"/orders/{order['id']}")[1]["paid_amount"] == "100.00"
