"""benchmarks / ledger: posting and balances through the room's verbs beside bare SQL."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import connections

from benchmarks.measuring import Way, bare_connection, measure, prepare_throw_away_database, show
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.money import Currency
from crowdfund.ledger import queries
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.accounts import AccountKind, AccountTerms, Owner
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import Line

NOW: Final = datetime(2027, 1, 1, tzinfo=UTC)
YUAN: Final = Asset.cash(Currency.CNY)
ACTOR: Final = Actor.system("benchmark", "benchmark")
FINGERPRINT: Final = "v1:" + "0" * 64

TWINS: Final = """
CREATE TABLE bench_entry (LIKE ledger_entry INCLUDING DEFAULTS INCLUDING INDEXES);
CREATE TABLE bench_posting (LIKE ledger_posting INCLUDING DEFAULTS INCLUDING INDEXES);
GRANT SELECT, INSERT ON bench_entry, bench_posting TO PUBLIC;
"""
INSERT: Final = """
WITH made AS (
    INSERT INTO {twin}_entry (id, key, memo, effective_at, fingerprint)
    VALUES (%(entry)s, %(key)s, '', %(now)s, %(fingerprint)s) RETURNING id
)
INSERT INTO {twin}_posting (id, entry_id, line, account_id, asset, units, effective_at)
SELECT gen_random_uuid(), made.id, side.line, side.account_id, 'cash:CNY', side.units, %(now)s
FROM made, unnest(%(accounts)s::uuid[], %(units)s::bigint[]) WITH ORDINALITY AS side (account_id, units, line)
"""


def main() -> None:
    """Run everything in about half a minute."""
    prepare_throw_away_database()
    with connections["owner"].cursor() as cursor:
        cursor.execute(TWINS)
    accounts = _opened(40)
    bare = bare_connection()
    for sides in (2, 20):
        ways = [
            Way("bare SQL, tables without guards", _bare_post(bare, "bench", accounts[:sides])),
            Way("bare SQL, the ledger's own tables", _bare_post(bare, "ledger", accounts[:sides])),
            Way("the verb post()", _verb_post(accounts[:sides])),
        ]
        show(f"Post an entry of {sides} lines, one transaction each", measure(ways, rounds=5, deeds=200))
    again = [
        Way("the verb post(), a new key", _verb_post(accounts[:2], "new")),
        Way("the verb post(), a key that was posted", lambda _: _posted("key 1", accounts[:2])),
    ]
    _posted("key 1", accounts[:2])
    show("Post the same thing again", measure(again, rounds=5, deeds=100))
    _show_balances(bare, accounts)
    bare.close()


def _show_balances(bare: Any, accounts: Sequence[UUID]) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE ledger_posting")
        cursor.execute("SELECT count(*) FROM ledger_posting WHERE account_id = %s", [str(accounts[0])])
        (postings,) = cursor.fetchone()
    one = [
        Way("bare SQL", _bare_balance(bare, accounts[0])),
        Way("queries.balance()", lambda _: queries.balance(account_id=accounts[0], as_of=NOW)),
    ]
    show(f"Balance of an account with {postings} postings", measure(one, rounds=5, deeds=50))
    many = [
        Way("40 times queries.balance()", lambda _: [queries.balance(account_id=each, as_of=NOW) for each in accounts]),
        Way("queries.balances() once", lambda _: queries.balances(account_ids=accounts, as_of=NOW)),
    ]
    show("Balances of 40 accounts", measure(many, rounds=3, deeds=3))
    whole = [
        Way("bare SQL: sums of all entries", _bare_check(bare)),
        Way("queries.inspect(), everything", lambda _: queries.inspect()),
    ]
    show(f"Check a ledger of {queries.inspect().entries} entries", measure(whole, rounds=1, deeds=1))


def _opened(how_many: int) -> tuple[UUID, ...]:
    with unit_of_work(actor=ACTOR, now=NOW):
        return tuple(
            open_account(
                AccountTerms(
                    code=f"account-{number}", asset=YUAN, kind=AccountKind.ASSET, owner=Owner("benchmark", uuid4())
                )
            )
            for number in range(how_many)
        )


def _amounts(sides: int) -> list[int]:
    return [1 if side % 2 else -1 for side in range(sides)]


def _bare_post(bare: Any, twin: str, accounts: Sequence[UUID]) -> Any:
    statement = INSERT.format(twin=twin)
    sides = [str(account) for account in accounts]

    def deed(number: int) -> None:
        values = {"entry": str(uuid4()), "key": f"{twin} {len(sides)} {number}", "now": NOW, "fingerprint": FINGERPRINT}
        with bare, bare.cursor() as cursor:
            cursor.execute(statement, {**values, "accounts": sides, "units": _amounts(len(sides))})

    return deed


def _posted(key: str, accounts: Sequence[UUID]) -> None:
    lines = [
        Line(account, Quantity(amount, YUAN)) for account, amount in zip(accounts, _amounts(len(accounts)), strict=True)
    ]
    with unit_of_work(actor=ACTOR, now=NOW):
        post(key=key, lines=lines, memo="", effective_at=NOW)


def _verb_post(accounts: Sequence[UUID], name: str = "verb") -> Any:
    return lambda number: _posted(f"{name} {len(accounts)} {number}", accounts)


def _bare_balance(bare: Any, account: UUID) -> Any:
    def deed(_: int) -> object:
        with bare, bare.cursor() as cursor:
            cursor.execute(
                "SELECT sum(units) FROM ledger_posting WHERE account_id = %s AND effective_at <= %s",
                [str(account), NOW],
            )
            return cursor.fetchone()

    return deed


def _bare_check(bare: Any) -> Any:
    def deed(_: int) -> object:
        with bare, bare.cursor() as cursor:
            cursor.execute("SELECT entry_id FROM ledger_posting GROUP BY entry_id, asset HAVING sum(units) <> 0")
            return cursor.fetchall()

    return deed


if __name__ == "__main__":
    main()
