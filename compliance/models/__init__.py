"""compliance / models: what the room stores."""

from compliance.models.determination import Determination

__all__ = ["Determination"]
