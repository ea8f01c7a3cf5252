"""The residents' verbs: time goes forward only, and a history that the rules refuse does not go on."""

from datetime import timedelta

import pytest

from crowdfund.demo import raises
from crowdfund.demo.acts import Acts, HistoryRefused
from crowdfund.demo.people import CHEN, OFFICER
from tests.factories.deals import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_time_does_not_come_back():
    acts = Acts(NOW)
    first = acts.later()
    acts.on(NOW - timedelta(days=3))
    assert acts.later() > first
    acts.on(NOW + timedelta(days=3))
    assert acts.later() > NOW + timedelta(days=3)


def test_a_refused_history_stops():
    acts = Acts(NOW)
    for resident in (OFFICER, CHEN):
        acts.join(resident)
    acts.check(CHEN)
    project = acts.found(CHEN, "苏州澄光传感科技有限公司", 1, project="工业视觉传感器", summary=raises.SENSORS)
    with pytest.raises(HistoryRefused, match="ticket"):
        acts.bring_to_market(CHEN, project, raises.biotech_angel(closes_on=TODAY + timedelta(days=30)))
