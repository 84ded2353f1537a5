"""The server for assistants: a register asked by a program that talks to people (Model Context Protocol).

It stands on the questions and the form, beside the explorer, and only reads. What it says in its own words is kept
apart from what it quotes of the register: whoever writes a register is not to speak to the assistant in our voice.
"""
