"""Finding records by any of their names, in any script."""
