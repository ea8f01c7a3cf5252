"""tests / races: lets two threads read the same row at the same moment, if nothing keeps them apart."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

PATIENCE = 1.0
"""Seconds for which the first reader waits for the second; under a lock it waits in vain."""


class Meeting:
    """A place right after the read; `after` wraps a read so that both threads go on from it together."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2)
        self.met = False

    def after(self, read: Callable[..., Any]) -> Callable[..., Any]:
        """Return `read`, which then waits until the other thread has read too."""

        def read_and_wait(*args: Any, **options: Any) -> Any:
            row = read(*args, **options)
            try:
                self._barrier.wait(PATIENCE)
                self.met = True
            except threading.BrokenBarrierError:
                pass
            return row

        return read_and_wait


def at_once(*deeds: Callable[[], Any]) -> Sequence[Any]:
    """Run the deeds in threads with connections of their own; return what each returned or raised."""
    results: list[Any] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], Any]) -> None:
        try:
            results[place] = deed()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
