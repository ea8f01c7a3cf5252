"""sweeps / core: how a sweep stands and how a run ended, in one word each."""

from enum import StrEnum


class SweepStanding(StrEnum):
    """How a sweep stands on a legal day."""

    WAITING = "waiting"
    DONE = "done"
    LATE = "late"


class RunState(StrEnum):
    """Whether a run came to its end; one that died never says so, and the next run does what it left."""

    UNFINISHED = "unfinished"
    FINISHED = "finished"
