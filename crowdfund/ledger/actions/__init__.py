"""ledger / actions: verbs that join the unit of work of the room that calls them, which records the event."""
