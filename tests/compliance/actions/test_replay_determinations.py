"""Old decisions come out the same, and whoever falsifies one is found."""

from typing import Any
from uuid import UUID

import pytest

from compliance.actions import replay_determinations as module
from compliance.actions.replay_determinations import replay_determinations
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.models import Determination
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id
from tests.compliance.core.test_engine import always
from tests.compliance.questions import NOT_STATED, NOW, TOO_LITTLE, ask, facts

pytestmark = pytest.mark.django_db
REPLAYER = Actor.system("replay", "test")


def falsified(**changes: Any) -> str:
    """Insert a copy of the earliest determination with some columns changed, and return its id."""
    earliest = Determination.objects.order_by("id").values()[0]
    row: dict[str, Any] = {**earliest, "id": new_id(NOW), **changes}
    Determination(**row).save(force_insert=True)
    return str(row["id"])


def test_every_determination_replays():
    ask()
    ask(facts(TOO_LITTLE))
    ask(facts(NOT_STATED, NOT_STATED))
    report = replay_determinations(actor=REPLAYER)
    assert (report.agreed, report.differing, report.difference) == (3, None, "")


def test_no_determination_is_no_difference():
    assert replay_determinations(actor=REPLAYER).agreed == 0


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({"facts": {"minimum_ticket": {"amount": "2.00", "currency": "CNY"}}}, "not the ones that were hashed"),
        ({"book_hash": "0" * 64}, "another hash than the one that was read"),
        ({"release": 99}, "has no release 99"),
        ({"trace": []}, "the trace differs"),
        ({"as_of": "2014-08-20"}, "the verdict is REFER and was DENY"),
        ({"facts_kind": "poem"}, "not the ones that were hashed"),
    ],
)
def test_a_falsified_determination_is_named(changes: dict[str, Any], difference: str):
    ask(facts(TOO_LITTLE))
    falsified(**changes)
    report = replay_determinations(actor=REPLAYER)
    assert report.agreed == 1
    assert difference in report.difference


def test_a_falsified_finding_is_named():
    ask(facts(TOO_LITTLE))
    findings = Determination.objects.get().findings
    findings[0]["limit"] = "1.00"
    id = falsified(findings=findings)
    report = replay_determinations(actor=REPLAYER)
    assert (str(report.differing), report.difference) == (id, "the findings differ")


def test_a_better_sentence_is_no_other_decision():
    ask(facts(TOO_LITTLE))
    findings = Determination.objects.get().findings
    findings[0]["message"] = {"zh": "不足", "en": "not enough"}
    falsified(findings=findings)
    assert replay_determinations(actor=REPLAYER).differing is None


def test_a_rule_that_was_changed_in_place_is_noticed(monkeypatch: pytest.MonkeyPatch):
    ruling = ask(facts(TOO_LITTLE))
    lenient = always(RULES[0].id, Outcome.PERMIT, provision=RULES[0].provision, reads=RULES[0].reads)
    monkeypatch.setattr(module, "RULES", (lenient,))
    report = replay_determinations(actor=REPLAYER)
    assert (report.differing, report.difference) == (ruling.id, "the verdict is PERMIT and was DENY")


def test_replay_stops_at_the_first_that_differs():
    ask(facts(TOO_LITTLE))
    ask()
    first = falsified(book_hash="0" * 64)
    falsified(book_hash="1" * 64, id=UUID(int=UUID(first).int + 1))
    report = replay_determinations(actor=REPLAYER)
    assert (report.agreed, str(report.differing)) == (2, first)
