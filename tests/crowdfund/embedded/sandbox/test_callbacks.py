"""What the bank says is signed as the public standard says, and said until it is heard."""

from pathlib import Path
from uuid import uuid4

import pytest

from crowdfund.embedded.custodian.bank import Bank, Message, order_of
from crowdfund.embedded.sandbox.callbacks import Teller, send, signature
from crowdfund.embedded.sandbox.journal import Journal
from crowdfund.embedded.sandbox.letters import Faults


def test_the_signature_is_the_one_of_the_standards_example():
    """The example of the Standard Webhooks specification, version 1."""
    signed = signature(
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        body=b'{"test": 2432232314}',
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


class Ears:
    """Hears messages, the first few times in vain."""

    def __init__(self, *, deaf_for: int = 0) -> None:
        self.heard: list[str] = []
        self.deaf_for = deaf_for

    def __call__(self, message: Message) -> bool:
        if self.deaf_for:
            self.deaf_for -= 1
            return False
        self.heard.append(message.type)
        return True


@pytest.fixture
def books(tmp_path: Path) -> Bank:
    return Bank(Journal(tmp_path / "journal.jsonl"))


def _send_money(books: Bank) -> None:
    asked = {"id": str(uuid4()), "direction": "out", "amount": "1.00", "currency": "CNY", "reference": ""}
    books.place(order_of(asked))


def test_what_was_heard_is_not_said_again(books: Bank):
    _send_money(books)
    ears = Ears()
    teller = Teller(books, tell=ears)
    teller.turn()
    teller.turn()
    assert ears.heard == ["order.accepted", "order.settled"]
    assert books.unheard() == []


def test_what_was_not_heard_waits_and_stays(books: Bank):
    _send_money(books)
    ears = Ears(deaf_for=2)
    teller = Teller(books, tell=ears)
    wait = teller.turn()
    assert 0 < wait <= 0.5
    assert len(books.unheard()) == 2
    teller.turn()
    assert ears.heard == [], "the wait is not over"


def test_on_a_bad_day_it_is_said_twice_or_backwards(books: Bank):
    books.set_faults(Faults(duplicate=True, out_of_order=True))
    _send_money(books)
    ears = Ears()
    Teller(books, tell=ears).turn()
    assert ears.heard == ["order.settled", "order.settled", "order.accepted", "order.accepted"]


def test_nobody_at_the_address_is_no_catastrophe():
    message = Message(id="msg_1", type="order.settled", order=str(uuid4()))
    assert send(message, address="http://127.0.0.1:9/callbacks/", secret="whsec_AAAA") is False
