"""Dates as the record has them: truth values, EDTF, partial dates, terms and periods.

It stands on `foundation`. Links, renewals and what follows from them belong to `validity`.
"""
