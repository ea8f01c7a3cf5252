"""deals / core: who would be partner in the vehicle of a raise."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """The lead, who is recorded as general partner, and how many followers; each is one investor."""

    has_lead: bool
    followers: int
