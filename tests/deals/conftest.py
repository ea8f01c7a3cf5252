"""tests / deals: the sandbox bank."""

from tests.custodian import bank, deaf_bank

__all__ = ["bank", "deaf_bank"]
