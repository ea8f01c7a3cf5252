"""notices / actions: tell readers, and let them read and choose."""
