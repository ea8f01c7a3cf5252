"""A message is told from a forged one: by its secret, its words, its id and its age."""

from datetime import UTC, datetime, timedelta

import pytest

from crowdfund.kernel.signatures import TOLERANCE_SECONDS as LONGEST
from crowdfund.kernel.signatures import sign, signed_id

SECRET, OTHER = "whsec_c2VjcmV0", "whsec_b3RoZXI="
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
BODY = b'{"state": "paid"}'


def headers(*secrets: str, **changes: str) -> dict[str, str]:
    moment = str(int(AT.timestamp()))
    given = " ".join(sign(secret=each, message_id="m", timestamp=moment, body=BODY) for each in secrets)
    return {"webhook-id": "m", "webhook-timestamp": moment, "webhook-signature": given, **changes}


def heard(given: dict[str, str], *, body: bytes = BODY, at: datetime = AT) -> str | None:
    return signed_id(headers=given, body=body, secret=SECRET, at=at)


def test_what_is_signed_with_the_secret_is_heard_beside_an_older_signature_too():
    assert heard(headers(SECRET)) == heard(headers(OTHER, SECRET)) == "m"


@pytest.mark.parametrize(
    "given",
    [
        headers(OTHER),
        headers(),
        {},
        headers(SECRET) | {"webhook-id": "n"},
        headers(SECRET) | {"webhook-id": ""},
        headers(SECRET) | {"webhook-timestamp": "1"},
        headers(SECRET) | {"webhook-timestamp": "soon"},
        headers(SECRET) | {"webhook-signature": "v1,ä"},
    ],
)
def test_anything_else_is_not(given: dict[str, str]):
    assert heard(given) is None


def test_other_words_are_not():
    assert heard(headers(SECRET), body=BODY + b" ") is None


@pytest.mark.parametrize(("seconds", "is_heard"), [(0, True), (LONGEST, True), (LONGEST + 1, False)])
def test_an_old_or_a_coming_message_is_not(seconds: int, is_heard: bool):
    for at in (AT + timedelta(seconds=seconds), AT - timedelta(seconds=seconds)):
        assert (heard(headers(SECRET), at=at) == "m") is is_heard


def test_a_secret_that_is_none_is_said():
    with pytest.raises(RuntimeError, match="not whsec_ and base64"):
        sign(secret="whsec_?", message_id="m", timestamp="1", body=BODY)
