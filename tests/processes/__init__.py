"""tests / processes: a real server, real workers and a real bucket, which are killed whenever a test wants."""
