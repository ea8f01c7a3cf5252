"""db / clock: business time, the one `now` that doors and sweeps pass down."""

from datetime import datetime

from crowdfund.kernel.clock import system_now


def business_now() -> datetime:
    """Return the business instant (aware, UTC), which equals real time. Sessions and one-time codes use real time."""
    return system_now()
