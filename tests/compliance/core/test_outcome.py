"""The order of the outcomes and which of them stop an action."""

from compliance.core.outcome import Outcome


def test_outcomes_stand_from_harmless_to_final():
    assert sorted(Outcome, key=lambda outcome: outcome.severity) == ["PERMIT", "ADVISE", "WARN", "REFER", "DENY"]


def test_three_of_them_refuse():
    assert {outcome for outcome in Outcome if outcome.refuses} == {Outcome.WARN, Outcome.REFER, Outcome.DENY}
