"""Pictures of a register, made with matplotlib, which the extra `plot` brings; it is imported when one is made."""
