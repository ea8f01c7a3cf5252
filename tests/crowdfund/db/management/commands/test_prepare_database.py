"""tests / db: the application's role owns nothing, makes nothing and touches only what it must."""

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connections

FORBIDDEN = [
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA mine",
    "ALTER TABLE db_heartbeat ADD COLUMN mine int",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "DROP TABLE db_heartbeat",
    "DROP TRIGGER append_only ON audit_event",
    "SET session_replication_role = replica",
    "CREATE ROLE mine",
    "CREATE DATABASE mine",
    "TRUNCATE db_heartbeat",
    "DELETE FROM django_migrations",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
    "COPY db_heartbeat TO PROGRAM 'true'",
    "SELECT pg_read_file('postgresql.conf')",
]


@pytest.mark.parametrize("sentence", FORBIDDEN)
def test_the_application_is_refused(app_connection, sentence):
    with (
        app_connection.cursor() as cursor,
        pytest.raises((psycopg2.ProgrammingError, psycopg2.OperationalError)) as caught,
    ):
        cursor.execute(sentence)
    # "must be owner", "permission denied" and, for a trigger whose name is generated, "does not exist".
    assert caught.value.pgcode in {"42501", "42704"}


def test_the_forbidden_sentences_work_for_somebody(superuser_connection):
    """Control: the sentences are refused for want of right, not because they are misspelt."""
    superuser_connection.autocommit = False
    works = 0
    for sentence in FORBIDDEN:
        if "DATABASE" in sentence or "DROP TRIGGER" in sentence:
            continue
        with superuser_connection.cursor() as cursor:
            cursor.execute(sentence.replace("DROP TABLE db_heartbeat", "DROP TABLE db_heartbeat CASCADE"))
            works += 1
        superuser_connection.rollback()
    assert works == len(FORBIDDEN) - 2


def test_the_application_owns_nothing(app_connection):
    with app_connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relowner = current_user::regrole"
            " UNION SELECT proname FROM pg_proc WHERE proowner = current_user::regrole"
            " UNION SELECT datname FROM pg_database WHERE datdba = current_user::regrole"
            " UNION SELECT nspname FROM pg_namespace WHERE nspowner = current_user::regrole"
        )
        assert cursor.fetchall() == []


def test_the_application_is_an_ordinary_role_and_nobodys_member(app_connection):
    with app_connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False,) * 5
        cursor.execute("SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole")
        assert cursor.fetchone() == (0,)


def test_the_application_reads_and_writes_every_other_table(superuser_connection):
    role = connections["default"].settings_dict["USER"]
    with superuser_connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND relname <> 'django_migrations' AND NOT EXISTS"
            " (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgfoid = 'cf_refuse'::regproc)"
            " AND NOT (has_table_privilege(%s, c.oid, 'SELECT') AND has_table_privilege(%s, c.oid, 'INSERT')"
            " AND has_table_privilege(%s, c.oid, 'UPDATE') AND has_table_privilege(%s, c.oid, 'DELETE'))",
            [role] * 4,
        )
        assert cursor.fetchall() == []


def test_without_the_owners_address_nothing_is_migrated(settings, monkeypatch):
    monkeypatch.delitem(settings.DATABASES, "owner")
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command("prepare_database")
