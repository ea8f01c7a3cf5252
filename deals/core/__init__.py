"""deals / core: pure decisions about raises."""
