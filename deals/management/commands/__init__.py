"""deals / management: one module per command."""
