"""ledger / management: one module per command."""
