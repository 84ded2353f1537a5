"""Records and sources as entries of reference managers: biblatex, CSL-JSON and RIS.

An entry is made once, from a record, and each form writes it in its own way.
"""
