"""kernel: the words every room speaks, in pure Python.

Purpose: money, rates, legal days, periods, ids, actors, state machines and the errors of the domain.
Words: Money, Rate, Rounding, Period, Actor, Machine, DomainError.
Doors: none.
May enter: nothing but the standard library.
Invariants: no float, no clock outside `clock`, no randomness outside `ids`, every value frozen.
"""
