"""partners / models: the programs of partners."""

from .client import PartnerClient

__all__ = ["PartnerClient"]
