"""db / snapshot: reading everything as of one instant, for walks over whole tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def read_snapshot() -> Iterator[None]:
    """Show all reads inside the rows as of one instant, and refuse writes; waits are not bounded.

    Inside an open transaction it only joins: what was read before can't be read as of another instant.
    """
    is_joined = connection.in_atomic_block
    with transaction.atomic():
        if not is_joined:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
