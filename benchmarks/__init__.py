"""Benchmarks: what a verb costs beside the bare engine on the same server, in the same minutes, as ratios.

Nothing here asserts a time. Each module runs alone on throw-away servers:
`python -m crowdfund.embedded exec -- python -m benchmarks.ledger`.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crowdfund.settings")
django.setup()
