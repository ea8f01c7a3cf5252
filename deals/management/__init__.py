"""deals / management."""
