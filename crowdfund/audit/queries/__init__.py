"""audit / queries: reads of events, of the chain, and of what waits to be delivered."""
