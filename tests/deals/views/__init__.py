"""tests of deals / views."""
