"""One record in the file form: to plain values and back, and the JSON Schema, all read off the classes.

It stands on `records`. Whole registers in files belong to `files`.
"""
