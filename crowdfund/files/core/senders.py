"""files / core: who sends, and what has arrived."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends a file: a person, for themselves or an organisation; or a program, for its organisation only."""

    user_id: UUID | None
    organisation_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What was really received and kept: under which random key, how many bytes, their SHA-256."""

    key: UUID
    size: int
    sha256: str
