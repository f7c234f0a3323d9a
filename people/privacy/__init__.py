"""Rights of the people whose data is kept: reading all of it, having it erased, and its ending in time.

Everything here follows the data map (people/data_map.py): who adds a model declares its fields, and adds nothing here.
"""
