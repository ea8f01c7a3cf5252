"""files / actions: one verb a module."""
