"""compliance / wake: a hint that checks wait for the screening provider; it may get lost, beat asks besides."""

from crowdfund.audit.wake import hint

SEND_TASK = "compliance.send_screenings"


def wake_sending() -> None:
    """Ask the workers to tell the provider what it does not know yet; best effort, never raises."""
    hint(SEND_TASK)
