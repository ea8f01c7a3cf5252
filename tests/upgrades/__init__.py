"""Databases of earlier releases, brought to this one by its migrations."""
