"""tests / sweeps: the page of the sweeps, and the page that moves the sandbox's clock."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crowdfund.db.clock import business_now, clock_offset
from crowdfund.db.models import BusinessClock
from crowdfund.kernel.days import legal_day, start_of
from crowdfund.sweeps.actions.run_due_sweeps import run_due_sweeps
from crowdfund.sweeps.core.sweep import install_sweep
from crowdfund.sweeps.models import SweepRun
from tests.crowdfund.sweeps.lots import SWEEPER, add_lots, lot_sweep
from tests.events import nothing_changes

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


class TestSweeps:
    def test_without_any_it_says_so(self, operator):
        page = operator.client.get("/sweeps/")
        assert "There is no sweep yet" in text(page)
        assert "No sweep has run yet" in text(page)

    def test_it_shows_how_each_stands_and_what_the_runs_did(self, auditor):
        install_sweep(lot_sweep(label="Lots that become free"))
        now = business_now()
        add_lots(3, due_on=legal_day(now))
        run_due_sweeps(actor=SWEEPER, now=now)
        page = text(auditor.client.get("/sweeps/"))
        for words in ("Lots that become free", "Done for the day", "Finished", "manage.py sweep unlock_lots"):
            assert words in page
        run = SweepRun.objects.get()
        assert (run.keys, run.effects) == (3, 3)
        assert f'data-label="Looked at">{run.keys}<' in page

    def test_a_late_one_stands_first_and_a_run_that_died_is_shown_as_not_finished(self, operator, monkeypatch):
        install_sweep(lot_sweep(name="a_done"))
        install_sweep(lot_sweep(name="b_late"))
        noon = start_of(legal_day(business_now()) + timedelta(days=30)) + timedelta(hours=12)
        monkeypatch.setattr("crowdfund.web.middleware.business_now", lambda: noon)
        SweepRun.begin(sweep="a_done", day=legal_day(noon), now=noon).finish(took_ms=1)
        SweepRun.begin(sweep="b_late", day=legal_day(noon), now=noon)
        page = text(operator.client.get("/sweeps/"))
        assert page.index("b_late") < page.index("a_done")
        assert ">Late<" in page.replace("\n", "")
        assert "Not finished" in page

    def test_its_price_does_not_grow_with_the_runs(self, operator):
        def price():
            with CaptureQueriesContext(connection) as cost:
                assert operator.client.get("/sweeps/").status_code == 200
            return len(cost)

        install_sweep(lot_sweep())
        price()  # signs in
        before = price()
        install_sweep(lot_sweep(name="another"))
        for _ in range(20):
            SweepRun.begin(sweep="another", day=date(2027, 1, 1), now=business_now()).finish(took_ms=1)
        assert price() == before

    def test_it_is_in_the_navigation_of_those_who_watch(self, operator, auditor, founder):
        for persona, is_shown in ((operator, True), (auditor, True), (founder, False)):
            assert ('href="/sweeps/"' in text(persona.client.get("/"))) is is_shown


class TestClock:
    def far(self, days=90):
        return legal_day(business_now()) + timedelta(days=days)

    def test_the_day_in_the_head_leads_operators_there_and_nobody_else(self, personas):
        for name, persona in personas.items():
            head = text(persona.client.get("/account/"))
            assert 'class="legal-day"' in head
            assert head.count('href="/clock/"') == (2 if name == "operator" else 0)

    def test_it_moves_to_the_beginning_of_the_day_for_everybody(self, operator, founder):
        day = self.far()
        answer = operator.submit("/clock/", {"to": day.isoformat()})
        assert (answer.status_code, answer["Location"]) == (303, "/clock/")
        assert timedelta(0) <= business_now() - start_of(day) < timedelta(minutes=1)
        assert day.isoformat() in text(operator.client.get("/clock/"))
        assert day.isoformat() in text(founder.client.get("/account/"))

    def test_a_second_click_moves_nothing(self, operator):
        form = {"to": self.far().isoformat(), "idempotency_key": "one-and-the-same-key"}
        first = operator.client.post("/clock/", form)
        offset = clock_offset()
        again = operator.client.post("/clock/", form)
        assert (first.status_code, again.status_code, clock_offset()) == (303, 303, offset)

    @pytest.mark.parametrize("days", [0, -1, -400, 4000])
    def test_back_or_too_far_is_refused_beside_the_field(self, operator, days):
        with nothing_changes(BusinessClock):
            answer = operator.submit("/clock/", {"to": self.far(days).isoformat()})
        assert answer.status_code == 422
        assert answer.context["form"].errors["to"]

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2027-02-30", "tomorrow", ""])
    def test_a_day_outside_of_every_calendar_is_an_entry_to_mend(self, operator, day):
        with nothing_changes(BusinessClock):
            assert operator.submit("/clock/", {"to": day}).status_code == 422

    def test_sessions_and_second_factors_stay_on_real_time(self, operator):
        operator.submit("/clock/", {"to": self.far(3000).isoformat()})
        assert operator.client.get("/clock/").status_code == 200
        assert operator.client.get("/roles/").status_code == 200
        assert operator.actor.is_stepped_up

    def test_production_has_no_such_page(self, operator, settings):
        settings.IS_PRODUCTION = True
        assert operator.client.get("/clock/").status_code == 404
        with nothing_changes(BusinessClock):
            assert operator.submit("/clock/", {"to": self.far().isoformat()}).status_code == 404
        assert 'href="/clock/"' not in text(operator.client.get("/account/"))

    def test_it_speaks_chinese(self, operator, settings):
        settings.LANGUAGE_CODE = "zh-hans"
        page = text(operator.client.get("/clock/"))
        assert "业务时钟" in page
        assert "Business clock" not in page
