"""notices / migrations."""
