"""files / core: a file moves once."""

import pytest

from crowdfund.files.core.states import FILE, FileEvent, FileState
from crowdfund.kernel.errors import IllegalMove


def test_a_waiting_file_becomes_clean_or_quarantined():
    assert FILE.move(FileState.WAITING, FileEvent.CLEAN) is FileState.CLEAN
    assert FILE.move(FileState.WAITING, FileEvent.QUARANTINE) is FileState.QUARANTINED


@pytest.mark.parametrize("state", [FileState.CLEAN, FileState.QUARANTINED])
@pytest.mark.parametrize("event", list(FileEvent))
def test_nothing_leads_back(state, event):
    with pytest.raises(IllegalMove):
        FILE.move(state, event)
