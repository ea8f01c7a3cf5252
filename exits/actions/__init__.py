"""exits / actions: one verb a module."""
