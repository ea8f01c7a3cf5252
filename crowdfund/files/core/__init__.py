"""files / core: what a file may be, what it is called, who may have it."""
