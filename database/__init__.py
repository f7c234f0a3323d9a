"""Asking the database, for every layer: nothing of ours is below."""
