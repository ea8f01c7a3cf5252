"""db / commands: migrate as the owner, then give the application exactly the rights it needs."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from crowdfund.db.append_only import append_only_tables


class Command(BaseCommand):
    """Bring the schema up to date and set the application role's rights; safe to repeat."""

    help = __doc__

    def handle(self, *_: Any, **options: Any) -> None:
        """Migrate and grant.

        :raises CommandError: when DATABASE_OWNER_URL is not set.
        """
        if "owner" not in settings.DATABASES:
            raise CommandError("DATABASE_OWNER_URL is not set: migrations need the role that owns the tables.")
        call_command("migrate", database="owner", interactive=False, verbosity=max(0, options["verbosity"] - 1))
        grant_application(role=settings.DATABASES["default"]["USER"])
        self.stdout.write("The database is up to date.")


def grant_application(*, role: str, alias: str = "owner") -> None:
    """Give `role` rows but no schema, and of append-only tables only reading and adding."""
    connection = connections[alias]
    name = connection.ops.quote_name
    statements = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {name(role)}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name(role)}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name(role)}",
        f"REVOKE INSERT, UPDATE, DELETE ON {name('django_migrations')} FROM {name(role)}",
    ]
    existing = set(connection.introspection.table_names())
    statements += [
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {name(table)} FROM {name(role)}"
        for table in append_only_tables()
        if table in existing
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
