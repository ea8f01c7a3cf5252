"""accounts / core: the states of a person's identity and the moves between them."""

from enum import StrEnum

from crowdfund.kernel.machine import Machine


class PersonState(StrEnum):
    """How far the identity of a person is known (实名核验)."""

    DECLARED = "DECLARED"
    CHECKED = "CHECKED"
    REFUSED = "REFUSED"


class PersonEvent(StrEnum):
    """What can happen to a declared identity."""

    DECLARE = "declare"
    CHECK = "check"
    REFUSE = "refuse"


#: A refused person may declare again; a checked identity never changes, a new passport is a new check.
PERSON_MACHINE: Machine[PersonState, PersonEvent] = Machine(
    "person",
    PersonState.DECLARED,
    {
        (PersonState.DECLARED, PersonEvent.DECLARE): PersonState.DECLARED,
        (PersonState.DECLARED, PersonEvent.CHECK): PersonState.CHECKED,
        (PersonState.DECLARED, PersonEvent.REFUSE): PersonState.REFUSED,
        (PersonState.REFUSED, PersonEvent.DECLARE): PersonState.DECLARED,
    },
)
