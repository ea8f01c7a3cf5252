"""files / core: who may send, read and attach."""

from uuid import UUID, uuid4

import pytest

from crowdfund.accounts.core.roles import Role
from crowdfund.files.core import policy
from crowdfund.kernel.actor import Actor, ActorKind

COMPANY, OTHER = UUID(int=1), UUID(int=2)


def person(**known):
    return Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="test-request", **known)


def client(*scopes):
    return Actor(
        kind=ActorKind.CLIENT,
        id=uuid4(),
        request_id="test-request",
        memberships={COMPANY: "member"},
        scopes=frozenset(scopes),
        roles=frozenset({Role.PARTNER}),
    )


OFFICER = person(roles=frozenset({Role.OFFICER}), has_mfa=True)
BARE_OFFICER = person(roles=frozenset({Role.OFFICER}))
AUDITOR = person(roles=frozenset({Role.AUDITOR}))
CHECKED = person(is_checked=True, memberships={COMPANY: "member"})
STRANGER = person()
NOBODY = Actor.anonymous("test-request")
SYSTEM = Actor.system("test", "test-request")


@pytest.mark.parametrize(
    ("actor", "may_send", "reads_all"),
    [
        (CHECKED, True, False),
        (STRANGER, False, False),
        (OFFICER, True, True),
        (BARE_OFFICER, False, False),
        (AUDITOR, True, True),
        (NOBODY, False, False),
        (SYSTEM, False, False),
        (client("files:write"), True, False),
        (client("files:read"), False, False),
    ],
)
def test_who_sends_and_who_reads_everything(actor, may_send, reads_all):
    assert policy.may_send_documents(actor) is may_send
    assert policy.reads_everything(actor) is reads_all


def test_people_send_for_themselves_and_their_organisations_programs_for_theirs_only():
    assert policy.may_send_for(CHECKED, organisation_id=None)
    assert policy.may_send_for(CHECKED, organisation_id=COMPANY)
    assert not policy.may_send_for(CHECKED, organisation_id=OTHER)
    assert policy.may_send_for(client("files:write"), organisation_id=COMPANY)
    assert not policy.may_send_for(client("files:write"), organisation_id=OTHER)
    assert not policy.may_send_for(client("files:write"), organisation_id=None)


def test_a_program_reads_its_organisation_only_with_the_scope():
    assert policy.readable_organisations(client("files:read")) == (COMPANY,)
    assert policy.readable_organisations(client("files:write")) == ()
    assert policy.readable_organisations(CHECKED) == (COMPANY,)


def test_only_the_sender_says_what_a_file_is_about():
    assert policy.may_attach(CHECKED, uploader_id=CHECKED.id, organisation_id=COMPANY)
    assert not policy.may_attach(CHECKED, uploader_id=STRANGER.id, organisation_id=COMPANY)
    assert not policy.may_attach(OFFICER, uploader_id=STRANGER.id, organisation_id=None)
    assert policy.may_attach(client("files:write"), uploader_id=None, organisation_id=COMPANY)
    assert not policy.may_attach(client("files:read"), uploader_id=None, organisation_id=COMPANY)
    assert not policy.may_attach(client("files:write"), uploader_id=None, organisation_id=OTHER)


def test_only_the_platform_examines():
    assert policy.may_examine(SYSTEM)
    assert not any(map(policy.may_examine, (OFFICER, CHECKED, NOBODY, client("files:write"))))
