"""compliance / core: how a rule says what it found, with the place in the law that it rests on."""

from dataclasses import dataclass
from typing import Final

from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Reading
from compliance.core.sentences import NOTHING_TO_SAY, Sentence


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured, against which limit, in which unit; plain values as `Finding` holds them."""

    measured: str
    limit: str = ""
    unit: str = ""


NOTHING_MEASURED: Final = Measure("")


def say(
    rule: str,
    outcome: Outcome,
    law: Reading,
    *,
    message: Sentence,
    remedy: Sentence = NOTHING_TO_SAY,
    parameter: str = "",
    measure: Measure = NOTHING_MEASURED,
    about: str = "",
) -> Finding:
    """Return a finding that cites the parameter it compared with, or the rule's own article where it compared none.

    :raises NotInForce: neither is in force; the engine refers that.
    """
    return Finding(
        rule=rule,
        outcome=outcome,
        measured=measure.measured,
        limit=measure.limit,
        unit=measure.unit,
        about=about,
        citation=law.citation_of(parameter) if parameter else law.own_citation,
        message=message,
        remedy=remedy,
    )
