"""embedded / custodian: a sandbox bank that keeps the investors' money (托管银行), a separate process speaking HTTP.

It behaves as banks do, on bad days too: callbacks come twice, in the wrong order, or not at all until somebody asks.
"""
