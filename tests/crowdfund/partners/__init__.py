"""tests / partners: programs of partners and their tokens."""
