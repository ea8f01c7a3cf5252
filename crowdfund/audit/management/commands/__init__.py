"""audit / management commands."""
