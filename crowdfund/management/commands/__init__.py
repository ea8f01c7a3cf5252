"""roof / management: the commands that know every room."""
