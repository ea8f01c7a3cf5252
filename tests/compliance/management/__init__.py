"""tests of compliance/management."""
