"""exits / migrations."""
