"""sweeps / migrations."""
