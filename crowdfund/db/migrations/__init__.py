"""db / migrations."""
