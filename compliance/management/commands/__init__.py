"""compliance / management commands."""
