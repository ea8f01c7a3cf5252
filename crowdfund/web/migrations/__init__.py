"""web / migrations."""
