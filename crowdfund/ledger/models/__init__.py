"""ledger / models: accounts, and entries with their postings. All rows are added and never changed or removed."""

from .account import Account
from .entry import Entry, Posting

__all__ = ["Account", "Entry", "Posting"]
