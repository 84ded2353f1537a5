"""Registers in the forms of other programs; each module is one form, and what reads it back is named there."""
