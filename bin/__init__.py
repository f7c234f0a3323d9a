"""What `make` does, in Python's standard library only: it must run before anything is installed."""
