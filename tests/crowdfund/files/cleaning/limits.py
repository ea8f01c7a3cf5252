"""tests / files cleaning: the limits that tests run the child with."""

from crowdfund.files.core.limits import Limits

LIMITS = Limits(size=20_000_000, pages=500, pixels=40_000_000, seconds=15, memory=512 * 1024 * 1024)
