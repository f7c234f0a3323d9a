"""Questions in and out. One file per format reads text into entries and writes entries as text; none of those
touches the database. load.py makes questions of entries, dump.py entries of questions.
"""
