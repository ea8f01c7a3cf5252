"""deals / core: who would be partner in the vehicle of a raise."""

from dataclasses import dataclass

from compliance.core.certification import CountedAs


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """Who takes part besides the manager: the lead, and how many followers; each is one investor.

    `institutions` are those among the followers who do not count as themselves alone, as they were certified: a vehicle
    that pools the money of others is looked through. They are not among `followers`. `lead_as` is the same of the lead,
    None for one who counts as a person.
    """

    has_lead: bool
    followers: int
    institutions: tuple[CountedAs, ...] = ()
    lead_as: CountedAs | None = None
