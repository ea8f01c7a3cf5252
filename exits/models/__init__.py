"""exits / models: windows and elections of the next-round exit."""

from exits.models.window import ExitElection, ExitWindow

__all__ = ["ExitElection", "ExitWindow"]
