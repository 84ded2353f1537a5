"""Figures of matplotlib, which the extra `plot` brings: timelines, sessions and networks.

It stands on the strips and names of `display`; nothing else imports matplotlib.
"""
