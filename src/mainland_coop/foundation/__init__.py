"""What everything stands on: errors, modules imported by name, JSON read strictly, files written whole, vocabularies.

It imports no other floor. Nothing here knows of dates, records or registers.
"""
