"""Taking over who works for an organisation from a file of its personnel system.

columns.py: what can stand in a file. reading.py: a file as a table. plan.py: what the table would change, without a
database. present.py: what is there now, for the plan. apply.py and undo.py write; files.py keeps the files.
"""
