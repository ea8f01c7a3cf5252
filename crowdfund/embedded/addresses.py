"""embedded / addresses: the note a running instance leaves, and who may read it.

The note holds passwords, so it has mode 0600. It counts only as long as the process that wrote it lives.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from crowdfund.embedded.keys import write_private
from crowdfund.embedded.places import places_of
from crowdfund.embedded.processes import birth_of, is_same


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process that can be told from a later one with the same id."""

    pid: int
    birth: str

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return is_same(self.pid, self.birth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is running: the supervisor, its children by name, and the variables that lead to the servers."""

    supervisor: Process
    port: int
    children: Mapping[str, Process] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)


def process_of(pid: int) -> Process:
    """The process with this id now."""
    return Process(pid=pid, birth=birth_of(pid))


def write_note(file: Path, note: Note) -> None:
    """Leave `note` in `file`, in one step."""
    write_private(file, json.dumps(asdict(note), indent=1))


def read_note(file: Path) -> Note | None:
    """The note in `file`, or None when there is none that we may and can read."""
    try:
        if file.stat().st_uid != os.geteuid():
            return None
        found = json.loads(file.read_text())
        return Note(
            supervisor=Process(**found["supervisor"]),
            port=found["port"],
            children={name: Process(**child) for name, child in found["children"].items()},
            variables=found["variables"],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def addresses(project: Path) -> dict[str, str]:
    """The environment variables that lead to the instance of `project` that runs now, {} when none does.

    So a command in a second terminal beside `make run` finds the same database, queue and keys.
    """
    note = read_note(places_of(project).running)
    if note is None or not note.supervisor.is_alive:
        return {}
    return dict(note.variables)
