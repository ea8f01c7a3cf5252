"""tests / processes: the platform as a server or a worker that stops for ever at a step, to be killed there.

`STOP_AT` names the step; once there, the process notes its number in `STOP_NOTE` and waits. Without a step it is the
platform as it is. Started as `granian ...stopping:application` and as `celery -A ...stopping worker`.
"""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import django
from django.core.files.base import ContentFile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crowdfund.settings")
django.setup()

from crowdfund.celery import app  # noqa: E402
from crowdfund.files import tasks, vault  # noqa: E402
from crowdfund.files.actions import clean_file, receive_file  # noqa: E402
from crowdfund.files.cleaning import runner  # noqa: E402
from crowdfund.wsgi import application  # noqa: E402

__all__ = ["app", "application"]


def stop(*_: object, **__: object) -> None:
    """Say where we are, and wait for the end."""
    note = Path(os.environ["STOP_NOTE"])
    part = note.with_suffix(f".{os.getpid()}")
    part.write_text(str(os.getpid()))
    part.rename(note)
    threading.Event().wait()


def stop_before(wanted: Callable[..., Any]) -> Callable[..., Any]:
    """Stop in place of doing it."""
    del wanted
    return stop


def stop_after(wanted: Callable[..., Any]) -> Callable[..., Any]:
    """Do it, and stop before anybody knows."""

    def done(*args: Any, **kwargs: Any) -> None:
        wanted(*args, **kwargs)
        stop()

    return done


def keep_half_of_original(chunks: Iterable[bytes]) -> None:
    """Lose power while the original is written."""
    content = b"".join(chunks)
    vault._storage().save(f"original/{UUID(int=20261122).hex}", ContentFile(content[: len(content) // 2]))
    stop()


def keep_half_of_clean(key: UUID, content: bytes) -> None:
    """Lose power while the clean version is written."""
    vault._storage().save(f"clean/{key.hex}", ContentFile(content[: len(content) // 2]))
    stop()


CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); from crowdfund.files.cleaning import fence;"
    " fence.die_with_parent(int(sys.argv[3]));"
    "import threading; threading.Event().wait()"
)


def examine_for_ever(original: Iterable[bytes], *, limits: Any) -> Any:
    """Note that the child is about to run, which never ends."""
    runner._PROGRAM = CHILD  # type: ignore[misc]
    threading.Thread(target=stop, daemon=True).start()
    return runner.clean(original, limits=limits)


STEPS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "original half kept": (vault, "keep_original", lambda _: keep_half_of_original),
    "original kept": (vault, "keep_original", stop_after),
    "row stored": (receive_file, "record", stop_before),
    "committed": (receive_file, "wake_cleaning", stop_before),
    "claimed": (tasks, "clean", stop_before),
    "being examined": (tasks, "clean", lambda _: examine_for_ever),
    "examined": (vault, "keep_clean", stop_before),
    "clean half kept": (vault, "keep_clean", lambda _: keep_half_of_clean),
    "clean kept": (vault, "keep_clean", stop_after),
    "settled": (clean_file, "_settle", stop_after),
    "end stored": (vault, "drop_original", stop_before),
}
if step := os.environ.get("STOP_AT"):
    place, name, change = STEPS[step]
    patch.object(place, name, change(getattr(place, name))).start()
