"""notices / models: notices, and what readers do not want to be told."""

from .notice import Notice
from .preference import Preference

__all__ = ["Notice", "Preference"]
