"""partners / models: the programs of partners."""

from .client import PartnerClient, forget_tokens

__all__ = ["PartnerClient", "forget_tokens"]
