"""embedded / screening / door: `python -m crowdfund.embedded.screening`, everything it needs in the environment.

`SCREENING_PORT`, `SCREENING_TOKEN`, `SCREENING_WEBHOOK_SECRET`, `SCREENING_STATE` (a folder) and
`SCREENING_CALLBACK` (where the platform listens).
"""

import os
import signal
import sys
from functools import partial
from pathlib import Path
from types import FrameType

from crowdfund.embedded.sandbox.callbacks import Teller, send
from crowdfund.embedded.sandbox.journal import Journal
from crowdfund.embedded.screening.provider import Provider
from crowdfund.embedded.screening.server import ProviderServer


def main() -> int:
    """Open the provider and stay until SIGTERM; returns the exit status."""
    if os.environ.get("CROWDFUND_ENV") == "production":
        print("This provider looks into no list; production needs a real one.", file=sys.stderr)
        return 1
    token = os.environ["SCREENING_TOKEN"]
    provider = Provider(Journal(Path(os.environ["SCREENING_STATE"]) / "journal.jsonl"), key=token)
    server = ProviderServer(port=int(os.environ["SCREENING_PORT"]), provider=provider, token=token)
    tell = partial(send, address=os.environ["SCREENING_CALLBACK"], secret=os.environ["SCREENING_WEBHOOK_SECRET"])
    Teller(provider, tell=tell).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    server.serve_forever()
    return 0


def _leave(_: int, __: FrameType | None) -> None:
    """Everything that was said is in the journal, so there is nothing to finish."""
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
