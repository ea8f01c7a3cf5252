"""notices / views: a reader's own list and choices."""

import pytest

from crowdfund.audit.core.tickets import Channel
from crowdfund.db.events import Subject
from crowdfund.notices.core.topics import Topic
from crowdfund.notices.models import Notice
from crowdfund.notices.queries import switched_off
from tests.factories.audit import happen
from tests.factories.notices import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(founder):
    happen(
        "organisation.created",
        subject=Subject(kind="organisation", id=founder.organisation.id),
        notify=[founder.id],
        reason="ordentlich <b>",
    )
    deliver()
    return Notice.objects.get()


def test_the_list_is_in_the_language_of_the_page(founder, notice):
    chinese = founder.client.get("/notices/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "机构已登记" in chinese
    assert founder.organisation.name in chinese
    assert "ordentlich &lt;b&gt;" in chinese
    english = founder.client.get("/notices/", headers={"accept-language": "en"}).content.decode()
    assert "Organisation registered" in english


def test_the_list_is_ones_own(stranger, notice, client):
    assert "机构已登记" not in stranger.client.get("/notices/").content.decode()
    assert client.get("/notices/").status_code == 302


def test_one_notice_is_marked_as_read(founder, notice):
    answer = founder.submit(f"/notices/{notice.id}/read/")
    assert (answer.status_code, answer["Location"]) == (303, "/notices/")
    assert not Notice.objects.unread().exists()
    assert f"/notices/{notice.id}/read/" not in founder.client.get("/notices/").content.decode()


def test_nobody_marks_somebody_elses(stranger, notice):
    assert stranger.submit(f"/notices/{notice.id}/read/").status_code == 404
    assert Notice.objects.unread().count() == 1


def test_all_are_marked_at_once(founder, notice):
    assert founder.submit("/notices/read/").status_code == 303
    assert not Notice.objects.unread().exists()


def test_marking_is_never_done_by_a_link(founder, notice):
    assert founder.client.get("/notices/read/").status_code == 405
    assert founder.client.get(f"/notices/{notice.id}/read/").status_code == 405


@pytest.mark.parametrize("before", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_place_that_does_not_exist_does_no_harm(founder, notice, before):
    assert founder.client.get("/notices/", {"before": before}).status_code == 200


def test_choices_are_shown_stored_and_shown_again(founder):
    page = founder.client.get("/notices/preferences/").content.decode()
    assert page.count("checked") == 5
    wanted = {"raises": ["notice"], "organisations": ["notice", "email"], "operations": ["email"]}
    answer = founder.submit("/notices/preferences/", wanted)
    assert (answer.status_code, answer["Location"]) == (303, "/notices/preferences/")
    assert switched_off(founder.id) == {(Topic.RAISES, Channel.EMAIL)}
    assert founder.client.get("/notices/preferences/").content.decode().count("checked") == 4


def test_a_choice_that_is_none_is_refused_beside_its_question(founder):
    answer = founder.submit("/notices/preferences/", {"raises": ["pigeon"]})
    assert answer.status_code == 422
    assert switched_off(founder.id) == frozenset()
