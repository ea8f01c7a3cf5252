"""sweeps / commands."""
