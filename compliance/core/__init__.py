"""compliance / core: the pure book, the rules and the verdict; no database, no clock, no Django."""
