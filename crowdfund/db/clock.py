"""db / clock: business time, the one `now` that doors and sweeps pass down."""

from datetime import datetime

from crowdfund.kernel.clock import system_now


def business_now() -> datetime:
    """Return the business instant (aware, UTC). It equals real time; sessions and one-time codes use real time anyway."""
    return system_now()
