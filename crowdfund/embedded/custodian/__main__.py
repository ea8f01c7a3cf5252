"""embedded / custodian / door: `python -m crowdfund.embedded.custodian`, everything it needs in the environment.

`CUSTODIAN_PORT`, `CUSTODIAN_TOKEN`, `CUSTODIAN_WEBHOOK_SECRET`, `CUSTODIAN_STATE` (a folder) and
`CUSTODIAN_CALLBACK` (where the platform listens).
"""

import os
import signal
import sys
from functools import partial
from pathlib import Path
from types import FrameType

from crowdfund.embedded.custodian.bank import Bank
from crowdfund.embedded.custodian.server import BankServer
from crowdfund.embedded.sandbox.callbacks import Teller, send
from crowdfund.embedded.sandbox.journal import Journal


def main() -> int:
    """Open the bank and stay until SIGTERM; returns the exit status."""
    if os.environ.get("CROWDFUND_ENV") == "production":
        print("This bank moves no money; production needs a real one.", file=sys.stderr)
        return 1
    bank = Bank(Journal(Path(os.environ["CUSTODIAN_STATE"]) / "journal.jsonl"))
    server = BankServer(port=int(os.environ["CUSTODIAN_PORT"]), bank=bank, token=os.environ["CUSTODIAN_TOKEN"])
    tell = partial(send, address=os.environ["CUSTODIAN_CALLBACK"], secret=os.environ["CUSTODIAN_WEBHOOK_SECRET"])
    Teller(bank, tell=tell).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    server.serve_forever()
    return 0


def _leave(_: int, __: FrameType | None) -> None:
    """Everything that was said is in the journal, so there is nothing to finish."""
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
