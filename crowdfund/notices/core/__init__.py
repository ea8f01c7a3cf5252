"""notices / core: topics, wording and preferences, without rows."""
