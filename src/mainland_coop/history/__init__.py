"""Time over everything: what happened, what ended, what changed, and where the gaps are."""
