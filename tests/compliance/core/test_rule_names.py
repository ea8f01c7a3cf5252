"""Each rule that the program knows has a name in both languages, and no two have the same."""

from compliance.core.engine import SILENCE
from compliance.core.rule_names import RULE_NAMES
from compliance.core.rules import RULES


def test_each_rule_has_a_name_of_its_own():
    assert set(RULE_NAMES) == {rule.id for rule in RULES} | {SILENCE}
    assert (
        len({name.zh for name in RULE_NAMES.values()})
        == len({name.en for name in RULE_NAMES.values()})
        == len(RULE_NAMES)
    )
