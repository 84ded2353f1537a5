"""Questions about many records: events, changes, ends and gaps, relations and graphs.

It stands on `collections`. Each is a function of collections; the registry gives them their names.
"""
