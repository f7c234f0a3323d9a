"""One class and one template per block; cms/stream.py lists what editors may use."""
