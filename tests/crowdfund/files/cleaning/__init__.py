"""tests / files cleaning: a hostile corpus, made here, goes through the real child process."""
