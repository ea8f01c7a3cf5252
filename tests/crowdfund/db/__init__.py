"""tests / db: what every table and every change of state stands on."""
