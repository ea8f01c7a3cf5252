"""compliance / migrations."""
