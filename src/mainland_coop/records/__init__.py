"""The records: immutable classes of what a register holds, with their checks, and how their answers are explained.

It stands on `validity`. A record knows other records by id alone; what needs several belongs to the floors above.
"""
