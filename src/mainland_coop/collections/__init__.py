"""Collections of records: by id and in order, filtered, found by name, and asked which are in force on a day.

It stands on `records`. What happened in a period, and how records are related, belongs to `questions`.
"""
