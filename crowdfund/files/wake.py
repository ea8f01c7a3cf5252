"""files / wake: a hint to the workers that a file waits; it may get lost, beat asks every 20 seconds besides."""

from crowdfund.audit.wake import hint

CLEAN_TASK = "files.clean_files"


def wake_cleaning() -> None:
    """Ask the workers to look for files that wait; best effort, never raises."""
    hint(CLEAN_TASK)
