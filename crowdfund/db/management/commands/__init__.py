"""db / commands."""
