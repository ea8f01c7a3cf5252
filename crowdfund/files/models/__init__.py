"""files / models: what is known of each file; the bytes are in the vault."""

from .stored_file import StoredFile

__all__ = ["StoredFile"]
