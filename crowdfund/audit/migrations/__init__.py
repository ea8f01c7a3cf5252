"""audit / migrations."""
