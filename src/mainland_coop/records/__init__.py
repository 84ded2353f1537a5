"""The records of a register: immutable attrs classes, checked when they are made."""
