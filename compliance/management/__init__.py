"""compliance / management."""
