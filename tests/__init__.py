"""The proof: mirrors the source, path for path."""
