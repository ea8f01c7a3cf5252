"""tests of exits: models."""
