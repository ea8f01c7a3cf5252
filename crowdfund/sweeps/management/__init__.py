"""sweeps / management."""
