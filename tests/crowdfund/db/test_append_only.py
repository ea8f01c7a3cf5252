"""tests / db: append-only tables, found in the database's own catalogue, refuse everybody by right and by trigger."""

from itertools import product

import psycopg2
import pytest
from django.db import connections

from crowdfund.db.append_only import AppendOnly, CallsFunction, DeferredCheck, append_only_tables

#: Tables that hold evidence or money; the list only guards against all of them vanishing from the catalogue at once.
AT_LEAST = {"audit_event", "audit_block", "ledger_entry", "ledger_posting", "compliance_determination"}

#: Rows that a verb locks before it adds others: PostgreSQL asks for the right to UPDATE before it locks, so only the
#: trigger refuses there.
LOCKED = {"ledger_account"}

SENTENCES = {
    "UPDATE": "UPDATE {table} SET {column} = {column}",
    "DELETE": "DELETE FROM {table}",
    "TRUNCATE": "TRUNCATE {table} CASCADE",
}


@pytest.fixture
def guarded(superuser_connection):
    """The tables that carry our trigger, with one column each, as PostgreSQL sees them."""
    with superuser_connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, min(a.attname) FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
            " WHERE t.tgfoid = 'cf_refuse'::regproc AND t.tgenabled IN ('O', 'A') GROUP BY c.relname"
        )
        return dict(cursor.fetchall())


def app_role():
    return connections["default"].settings_dict["USER"]


def test_the_catalogue_and_the_models_name_the_same_tables(guarded):
    assert set(guarded) - LOCKED == set(append_only_tables())
    assert set(guarded) >= AT_LEAST


def test_each_trigger_stands_before_all_three_statements(guarded, superuser_connection):
    with superuser_connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, bool_or(t.tgtype & 16 > 0), bool_or(t.tgtype & 8 > 0), bool_or(t.tgtype & 32 > 0),"
            " bool_or(t.tgtype & 2 > 0), bool_or(t.tgtype & 1 > 0)"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgfoid = 'cf_refuse'::regproc GROUP BY c.relname"
        )
        for table, update, delete, truncate, before, for_each_row in cursor.fetchall():
            assert (update, delete, truncate, before, for_each_row) == (True, True, True, True, False), table


def test_the_application_may_only_read_and_add(guarded, superuser_connection):
    with superuser_connection.cursor() as cursor:
        for table, right in product(set(guarded) - LOCKED, ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")):
            cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [app_role(), table, right])
            assert cursor.fetchone()[0] is (right in {"SELECT", "INSERT"}), f"{right} on {table}"
            if right == "UPDATE":
                cursor.execute("SELECT has_any_column_privilege(%s, %s, 'UPDATE')", [app_role(), table])
                assert cursor.fetchone()[0] is False, table


@pytest.mark.parametrize("verb", SENTENCES)
def test_the_application_is_refused_by_right(guarded, app_connection, verb):
    for table, column in guarded.items():
        locked = table in LOCKED and verb != "TRUNCATE"
        refused = psycopg2.errors.RestrictViolation if locked else psycopg2.errors.InsufficientPrivilege
        with app_connection.cursor() as cursor, pytest.raises(refused):
            cursor.execute(SENTENCES[verb].format(table=table, column=column))


@pytest.mark.parametrize("verb", SENTENCES)
def test_the_trigger_refuses_even_whoever_has_the_right(guarded, superuser_connection, verb):
    superuser_connection.autocommit = False
    for table, column in guarded.items():
        with superuser_connection.cursor() as cursor:
            # The grant lives and dies inside this transaction.
            cursor.execute(f"GRANT UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO {app_role()}")
            cursor.execute(f"SET LOCAL ROLE {app_role()}")
            with pytest.raises(psycopg2.errors.RestrictViolation, match="added and never changed"):
                cursor.execute(SENTENCES[verb].format(table=table, column=column))
        superuser_connection.rollback()


@pytest.mark.parametrize("verb", SENTENCES)
def test_no_session_setting_switches_the_trigger_off(guarded, superuser_connection, verb):
    superuser_connection.autocommit = False
    with superuser_connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        names = ",".join(name for (name,) in cursor.fetchall())
    superuser_connection.rollback()
    for table, column in guarded.items():
        with superuser_connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{names}}}"])
            with pytest.raises(psycopg2.errors.RestrictViolation):
                cursor.execute(SENTENCES[verb].format(table=table, column=column))
        superuser_connection.rollback()


def test_a_trigger_calls_its_function_and_nothing_else():
    assert AppendOnly(name="append_only").render_execute(None) == "cf_refuse()"
    assert DeferredCheck(name="balanced", function="ledger_check").render_execute(None) == "ledger_check()"
    assert CallsFunction.function == ""
