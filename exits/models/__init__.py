"""exits / models: windows and elections of the next-round exit, listings and the lots they lock."""

from exits.models.lot import ListingEvent, Lot
from exits.models.window import ExitElection, ExitWindow

__all__ = ["ExitElection", "ExitWindow", "ListingEvent", "Lot"]
