"""tests / files: what comes in is examined elsewhere, and nothing else is ever served."""
