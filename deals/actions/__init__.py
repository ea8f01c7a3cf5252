"""deals / actions: one verb a module."""
