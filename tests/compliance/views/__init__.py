"""tests of compliance / views."""
