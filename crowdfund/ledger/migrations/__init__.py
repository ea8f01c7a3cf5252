"""ledger / migrations."""
