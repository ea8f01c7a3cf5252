"""tests of exits."""
