"""files / cleaning: what the child says when a file is not taken."""

from crowdfund.files.core.states import Reason


class Refused(Exception):
    """The file is quarantined, for this reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
