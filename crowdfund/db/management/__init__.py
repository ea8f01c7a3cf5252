"""db / management: commands that set up the database and the translations."""
