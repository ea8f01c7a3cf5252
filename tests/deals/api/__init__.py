"""tests of deals / api."""
