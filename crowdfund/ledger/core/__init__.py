"""ledger / core: assets, quantities, lines and what makes an entry sound. Pure."""
