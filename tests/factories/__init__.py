"""tests / factories: rows that tests stand on, made the way the verbs make them."""
