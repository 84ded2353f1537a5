"""What people see: stories as text, Markdown and HTML, cards, citations, strips and pictures.

It stands on `questions`, and decides no answer of its own. Forms for other programs belong to `exports`.
"""
