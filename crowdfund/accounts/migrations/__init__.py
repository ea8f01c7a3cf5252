"""accounts / migrations: the history of the tables."""
