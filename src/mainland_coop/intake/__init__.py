"""Tables brought in: spreadsheets, Parquet and dataframes to a registry, with each fault at its row and column."""
