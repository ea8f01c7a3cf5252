"""compliance / core: reads the papers that people are shown and keep: the risk questionnaire and the special warning.

Each file holds numbered versions. A version is sealed by the hash of all it says, because somebody's answers or request
rest on it: what was used is never edited, a better one is a new version.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from compliance.core.canonical import canonical_json
from compliance.core.facts import InvestorClass
from compliance.core.node import Node
from compliance.core.risk_assessment import CLASSES, Option, Question, Questionnaire
from compliance.core.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialWarning:
    """One version of the special written warning (特别风险警示)."""

    number: int
    effective_from: date
    note: Sentence
    paragraphs: tuple[Sentence, ...]
    hash: str


class Version(Protocol):
    """What every paper has."""

    @property
    def number(self) -> int:
        """From 1 on, without a gap."""

    @property
    def effective_from(self) -> date:
        """The first legal day on which it is the one that is used."""


P = TypeVar("P", bound=Version)


def in_use(versions: Iterable[P], *, on: date) -> P:
    """Return the version that is used on a legal day.

    :raises LookupError: there was none yet.
    """
    found = [each for each in versions if each.effective_from <= on]
    if not found:
        raise LookupError(f"no version is in use on {on.isoformat()}")
    return found[-1]


def read_questionnaires(*, file: str, text: str) -> tuple[Questionnaire, ...]:
    """Return the versions of the questionnaire, the oldest first.

    :raises BadBook: a key is missing or unknown, options or classes do not rise, an id stands twice, a version is not
        what its hash says.
    """
    return tuple(_questionnaire(node, number) for number, node in enumerate(_versions(file, text), start=1))


def read_warnings(*, file: str, text: str) -> tuple[SpecialWarning, ...]:
    """Return the versions of the special warning, the oldest first.

    :raises BadBook: a key is missing or unknown, or a version is not what its hash says.
    """
    return tuple(_warning(node, number) for number, node in enumerate(_versions(file, text), start=1))


def _versions(file: str, text: str) -> tuple[Node, ...]:
    top = Node.parse(file=file, text=text)
    found = top.tables("version")
    top.raw("version")
    top.close()
    for earlier, later in pairwise(found):
        if later.day("effective_from") <= earlier.day("effective_from"):
            later.refuse("a later version is used from a later day on.", key="effective_from")
    return found


def _questionnaire(node: Node, number: int) -> Questionnaire:
    head = _head(node, number)
    questions = tuple(_question(each) for each in node.tables("question"))
    node.raw("question")
    _refuse_twins(node, [each.id for each in questions])
    least = _least_points(node.table("least_points"))
    seal = _sealed(node, {"questions": [_plain(each) for each in questions], "least": {**least}})
    node.close()
    return Questionnaire(**head, questions=questions, least_points=least, hash=seal)


def _warning(node: Node, number: int) -> SpecialWarning:
    head = _head(node, number)
    node.raw("paragraphs")
    paragraphs = tuple(Sentence(zh=each.text("zh"), en=each.text("en")) for each in node.tables("paragraphs"))
    seal = _sealed(node, {"paragraphs": [dict(each) for each in paragraphs]})
    node.close()
    return SpecialWarning(**head, paragraphs=paragraphs, hash=seal)


def _head(node: Node, number: int) -> dict[str, Any]:
    if node.count("number") != number:
        node.refuse(f"version {node.count('number')} stands where version {number} belongs.", key="number")
    node.day("encoded_on")
    return {"number": number, "effective_from": node.day("effective_from"), "note": node.sentence("note")}


def _question(node: Node) -> Question:
    options = tuple(_option(each) for each in node.tables("option"))
    if len(options) < 2:
        node.refuse("a question has two answers at least.")
    _refuse_twins(node, [each.id for each in options])
    for earlier, later in pairwise(options):
        if later.points < earlier.points or (later.disqualifies and not earlier.disqualifies):
            node.refuse(
                f"{later.id} bears more risk than {earlier.id}, so it gives no fewer points and no lower class."
            )
    question = Question(id=node.text("id"), text=node.sentence("text"), options=options)
    node.close()
    return question


def _option(node: Node) -> Option:
    disqualifies = node.has("disqualifies") and node.raw("disqualifies")
    if type(disqualifies) is not bool:
        node.refuse("disqualifies is true, or left out.", key="disqualifies")
    option = Option(
        id=node.text("id"), text=node.sentence("text"), points=_points(node, "points"), disqualifies=disqualifies
    )
    node.close()
    return option


def _least_points(node: Node) -> Mapping[InvestorClass, int]:
    least = {each: _points(node, each.value) for each in CLASSES}
    node.close()
    if least[CLASSES[0]] != 0:
        node.refuse("the first class begins at no points.", key=CLASSES[0].value)
    for earlier, later in pairwise(CLASSES):
        if least[later] <= least[earlier]:
            node.refuse(f"{later} needs more points than {earlier}.", key=later.value)
    return least


def _points(node: Node, key: str) -> int:
    found = node.raw(key)
    if type(found) is not int or found < 0:
        node.refuse(f"{key} must be a whole number from 0 on.", key=key)
    return found


def _refuse_twins(node: Node, ids: list[str]) -> None:
    for id in ids:
        if ids.count(id) > 1:
            node.refuse(f"{id} stands twice.")


def _plain(question: Question) -> dict[str, Any]:
    options = [[each.id, dict(each.text), each.points, each.disqualifies] for each in question.options]
    return {"id": question.id, "text": dict(question.text), "options": options}


def _sealed(node: Node, said: Mapping[str, Any]) -> str:
    """Return the seal of a version.

    :raises BadBook: it is not the one that is written.
    """
    whole = {**said, "number": node.count("number"), "effective_from": node.day("effective_from").isoformat()}
    found = hashlib.sha256(canonical_json(whole).encode()).hexdigest()
    if node.text("hash") != found:
        node.refuse(
            f"this version is sealed with another hash than it gives ({found}); a version that was used is never"
            " edited, a better one is a new version.",
            key="hash",
        )
    return found
