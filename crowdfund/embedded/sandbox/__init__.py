"""embedded / sandbox: what the sandbox services outside have in common: how they listen, speak and remember.

Each is a process of its own that speaks HTTP and behaves as such services do, on bad days too: callbacks come twice,
in the wrong order, or not at all until somebody asks.
"""
