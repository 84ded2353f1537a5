"""What several test files use: records, registers and chains, drawn at random or written out."""
