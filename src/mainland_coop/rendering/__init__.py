"""Findings, chains and citations for people to read: as text, Markdown and HTML."""
