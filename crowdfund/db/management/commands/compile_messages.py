"""db / commands: compile the translations without any program from the machine."""

import os
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed


class Command(BaseCommand):
    """Turn every .po of the project into the .mo that Django reads; skips those that are up to date."""

    help = __doc__

    def handle(self, *_: Any, **__: Any) -> None:
        """Compile."""
        done = compile_messages(settings.BASE_DIR)
        self.stdout.write(f"{done} translation files compiled.")


def compile_messages(root: Path) -> int:
    """Compile the stale translation files of the rooms below `root` and return how many there were.

    Processes that start together may all do it: each file is put in its place whole.
    """
    done = 0
    for room in ("crowdfund", "compliance", "deals", "exits"):
        for source in sorted((root / room).glob("**/locale/*/LC_MESSAGES/django.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                fresh = target.with_suffix(f".{os.getpid()}")
                polib.pofile(str(source)).save_as_mofile(str(fresh))
                fresh.replace(target)
                done += 1
    if done:
        # This process may have read the translations while Django was set up, before they were there.
        translation_file_changed(sender=None, file_path=Path("django.mo"))
    return done
