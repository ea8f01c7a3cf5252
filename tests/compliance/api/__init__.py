"""tests of compliance / api."""
