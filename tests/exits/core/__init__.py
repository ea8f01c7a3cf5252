"""tests of exits: core."""
