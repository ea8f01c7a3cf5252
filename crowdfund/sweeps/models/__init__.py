"""sweeps / models: runs and effects as rows."""

from crowdfund.sweeps.models.effect import Effect
from crowdfund.sweeps.models.run import SweepRun

__all__ = ["Effect", "SweepRun"]
