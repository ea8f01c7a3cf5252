"""tests / races: two people at once, on real connections; with the lock off the race must happen first."""
