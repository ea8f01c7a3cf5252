"""exits / core: pure decisions: windows of the next-round exit, lots and their lock-ups."""
