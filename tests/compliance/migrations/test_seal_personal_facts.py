"""What lay open before is sealed by the migration, on the way back opened again, and replays either way."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from compliance.actions.determine import determine
from compliance.actions.replay_determinations import replay_determinations
from compliance.core.ruling import Ruling
from compliance.models import Determination
from crowdfund.db.events import Subject
from crowdfund.db.management.commands.prepare_database import grant_application
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from tests.compliance.core.test_privacy import declared_wealth
from tests.compliance.questions import NOW, TODAY, TOO_LITTLE, ask, facts, person

pytestmark = [
    pytest.mark.usefixtures("database_of_the_owner"),
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
BEFORE, AFTER = ("compliance", "0008_assess_risk"), ("compliance", "0009_seal_personal_facts")


@pytest.fixture
def database_of_the_owner(superuser_connection: Any) -> Iterator[None]:
    """Let the owner of the tables own this worker's database too, as outside tests, and give it back."""
    name, role = (connections["owner"].settings_dict[key] for key in ("NAME", "USER"))
    with superuser_connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        ((before,),) = cursor.fetchall()
        cursor.execute(f'ALTER DATABASE "{name}" OWNER TO "{role}"')
        yield
        cursor.execute(f'ALTER DATABASE "{name}" OWNER TO "{before}"')


@pytest.fixture
def owner() -> Iterator[MigrationExecutor]:
    """Migrate as the owner of the tables, and leave the newest state behind."""
    executor = MigrationExecutor(connections["owner"])
    newest = executor.loader.graph.leaf_nodes()
    yield executor
    MigrationExecutor(connections["owner"]).migrate(newest)
    grant_application(role=connection.settings_dict["USER"])
    connections["owner"].close()


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(d::text, ' ') FROM compliance_determination d")
        ((text,),) = cursor.fetchall()
    return str(text)


def ask_of_wealth() -> Ruling:
    with unit_of_work(actor=person(), now=NOW):
        return determine(facts=declared_wealth(), subject=Subject(kind="user", id=uuid4()), as_of=TODAY)


def test_there_and_back(owner: MigrationExecutor):
    ruling, other = ask_of_wealth(), ask(facts(TOO_LITTLE))
    sealed = stored()
    owner.migrate([BEFORE])
    grant_application(role=connection.settings_dict["USER"])
    opened = stored()
    assert ("3200000" in sealed, "3200000" in opened) == (False, True)
    MigrationExecutor(connections["owner"]).migrate(MigrationExecutor(connections["owner"]).loader.graph.leaf_nodes())
    grant_application(role=connection.settings_dict["USER"])
    assert "3200000" not in stored()
    assert Determination.objects.get(id=ruling.id).as_ruling() == ruling
    assert Determination.objects.get(id=other.id).as_ruling() == other
    report = replay_determinations(actor=Actor.system("replay", "test"))
    assert (report.agreed, report.differing) == (2, None)


def test_afterwards_nobody_changes_a_determination_as_before(owner: MigrationExecutor):
    ask_of_wealth()
    owner.migrate([BEFORE])
    MigrationExecutor(connections["owner"]).migrate([AFTER])
    with connections["owner"].cursor() as cursor, pytest.raises(Exception, match="never changed or removed"):
        cursor.execute("UPDATE compliance_determination SET verdict = 'PERMIT'")
