"""tests of exits: actions."""
