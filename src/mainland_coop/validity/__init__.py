"""What a record's dates prove: from the links of a chain to bounds, timelines, gaps and status."""
