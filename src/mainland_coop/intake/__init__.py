"""Tables brought in: from the cells of a spreadsheet or dataframe to a registry, with a report of every fault.

It stands on `registry`. The library's own files belong to `files`.
"""
