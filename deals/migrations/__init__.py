"""deals / migrations."""
