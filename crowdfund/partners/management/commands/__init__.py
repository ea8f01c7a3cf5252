"""partners / commands: clients from the command line."""
