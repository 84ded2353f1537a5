"""Read-only collections of records, each kind with the filters that fit it."""
