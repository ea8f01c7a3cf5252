"""Reading determinations and certifications: only what the actor may see, in the order of time."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from compliance.core.certification import CertificationStamp
from compliance.queries import (
    certification_seen_by,
    certification_stamp,
    certifications_seen_by,
    certifications_to_decide,
    every_determination,
    is_certified,
    own_certifications,
    ruling_seen_by,
    rulings_about,
)
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised, NotFound
from tests.compliance.questions import TOO_LITTLE, ask, facts, person
from tests.factories.accounts import LONG_AGO, make_user
from tests.factories.compliance import make_application, make_certification

pytestmark = pytest.mark.django_db


def test_one_is_found_by_its_id_or_not_at_all():
    me = person()
    ruling = ask(by=me)
    assert ruling_seen_by(determination_id=ruling.id, actor=me) == ruling
    for actor, id in ((person(), ruling.id), (me, uuid4()), (Actor.anonymous("test"), ruling.id)):
        with pytest.raises(NotFound):
            ruling_seen_by(determination_id=id, actor=actor)


def test_those_about_a_subject_stand_latest_first():
    me, about = person(), Subject(kind="round", id=uuid4())
    first, second = ask(facts(TOO_LITTLE), by=me, about=about), ask(by=me, about=about)
    ask(by=me)
    ask(about=about)
    ask(by=me, about=Subject(kind="project", id=about.id))
    assert [each.id for each in rulings_about(subject=about, actor=me)] == [second.id, first.id]


def test_all_are_read_earliest_first():
    made = [ask().id for _ in range(3)]
    assert [each.id for each in every_determination(actor=Actor.system("replay", "test"))] == made
    assert list(every_determination(actor=person())) == []


def test_a_certification_counts_on_its_days_only(follower, lead):
    make_certification(follower.user, on=date(2026, 11, 22))
    days = [date(2026, 11, 21), date(2026, 11, 22), date(2027, 11, 21), date(2027, 11, 22)]
    assert [is_certified(follower.id, on=day) for day in days] == [False, True, True, False]
    assert not any(is_certified(lead.id, on=day) for day in days)


def test_a_stamp_names_the_certification_that_holds_longest(follower, lead):
    make_certification(follower.user, on=date(2026, 11, 22))
    later = make_certification(follower.user, on=date(2026, 12, 1))
    stamp = certification_stamp(follower.id, on=date(2026, 12, 1))
    assert stamp == CertificationStamp(
        certification_id=later.id, approved_on=date(2026, 12, 1), expires_on=date(2027, 12, 1)
    )
    assert certification_stamp(follower.id, on=date(2026, 11, 22)) != stamp
    assert certification_stamp(follower.id, on=date(2026, 11, 21)) is None
    assert certification_stamp(lead.id, on=date(2026, 12, 1)) is None


def test_an_application_certifies_nobody(follower):
    make_application(follower.user)
    assert not is_certified(follower.id, on=date(2026, 11, 22))


def test_a_renewal_leaves_no_gap(follower):
    make_certification(follower.user, on=date(2026, 11, 22))
    make_certification(follower.user, on=date(2027, 11, 1))
    assert is_certified(follower.id, on=date(2027, 11, 22))


def test_asking_whether_somebody_is_certified_costs_one_statement(follower, django_assert_num_queries):
    with django_assert_num_queries(1):
        is_certified(follower.id, on=date(2026, 11, 22))


def test_everybody_sees_their_own_and_officers_see_all(follower, lead, officer, auditor):
    mine, other = make_application(follower.user), make_application(lead.user)
    assert list(own_certifications(follower.actor)) == list(certifications_seen_by(follower.actor)) == [mine]
    assert set(certifications_seen_by(officer.actor)) == {mine, other}
    assert list(own_certifications(officer.actor)) == []
    assert certification_seen_by(officer.actor, mine.id) == mine
    for actor in (lead.actor, auditor.actor):
        with pytest.raises(NotFound):
            certification_seen_by(actor, mine.id)


def test_the_queue_holds_what_waits_the_longest_waiting_first(follower, lead, officer, auditor):
    late = make_application(follower.user, now=LONG_AGO + timedelta(days=1))
    early = make_application(lead.user)
    make_certification(make_user("done@example.com"))
    assert list(certifications_to_decide(officer.actor)) == [early, late]
    with pytest.raises(NotAuthorised):
        certifications_to_decide(auditor.actor)
