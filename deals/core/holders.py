"""deals / core: who would be partner in the vehicle of a raise."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """Who takes part besides the manager: the lead, and how many followers; each is one investor."""

    has_lead: bool
    followers: int
