"""A finding survives being stored, and its wording is not its substance."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.core.citation import Citation
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.sentences import Sentence

FINDING = Finding(
    rule="r",
    outcome=Outcome.DENY,
    measured="1.00",
    limit="2.00",
    unit="CNY",
    citation=Citation("某法", "12", date(2014, 8, 21)),
    message=Sentence(zh="太少", en="too little"),
    remedy=Sentence(zh="增加", en="more"),
)


def test_a_finding_comes_back_as_it_was_stored():
    assert Finding.from_plain(FINDING.to_plain()) == FINDING


def test_another_wording_is_the_same_finding():
    assert replace(FINDING, message=Sentence(zh="不足", en="not enough")).substance() == FINDING.substance()


@pytest.mark.parametrize(
    "change",
    [
        {"rule": "s"},
        {"outcome": Outcome.REFER},
        {"measured": "1.01"},
        {"limit": "2.01"},
        {"unit": "percent"},
        {"citation": Citation("某法", "13", date(2014, 8, 21))},
        {"citation": Citation("某法", "12", date(2014, 8, 22))},
        {"citation": Citation("他法", "12", date(2014, 8, 21))},
    ],
)
def test_any_other_change_is_another_finding(change):
    assert replace(FINDING, **change).substance() != FINDING.substance()
