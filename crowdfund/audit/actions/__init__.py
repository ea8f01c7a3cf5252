"""audit / actions: write an event, extend the chain, drain deliveries, verify."""
