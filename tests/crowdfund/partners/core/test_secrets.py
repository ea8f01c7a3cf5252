"""tests / partners: a secret begins with a word by which a leak is found, and has 256 random bits."""

import base64
from secrets import token_hex, token_urlsafe

from crowdfund.partners.core import secrets


def test_a_secret_can_be_found_where_it_does_not_belong():
    secret = secrets.secret(random_text=token_urlsafe)
    assert secret.startswith("cfs_")
    assert len(base64.urlsafe_b64decode(secret.removeprefix("cfs_") + "=")) == 32


def test_a_public_name_is_no_secret_and_looks_different():
    assert secrets.public_name(random_text=token_hex).startswith("cfc_")
