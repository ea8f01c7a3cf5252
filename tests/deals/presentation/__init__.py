"""tests / deals: what pages and programs are shown."""
