"""Registers in files: strict JSON, the form of records, reading, writing, the bundled dataset, the schema."""
