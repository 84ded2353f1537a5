"""The command line: its arguments, and what each command answers.

It stands on everything below and decides nothing itself. `python -m mainland_coop` starts it.
"""
