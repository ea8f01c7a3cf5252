"""Those who live in the made-up market can be nobody else, and no two installations share their codes."""

import pytest

from crowdfund.accounts.core.identity import is_credit_code, is_resident_id
from crowdfund.accounts.core.roles import MFA_ROLES
from crowdfund.demo.people import CHECKED, EVERYBODY, OFFICER, STAFF, credit_code
from tests.factories.deals import TODAY


@pytest.mark.parametrize("resident", CHECKED, ids=lambda resident: resident.email)
def test_identity_numbers_are_well_formed_and_of_no_real_district(resident):
    assert is_resident_id(resident.id_number, today=TODAY)
    assert resident.id_number.startswith("990000")


@pytest.mark.parametrize("number", range(1, 6))
def test_credit_codes_are_well_formed_and_of_no_real_district(number: int):
    assert is_credit_code(credit_code(number))
    assert credit_code(number)[2:8] == "990000"


def test_nobody_is_there_twice():
    assert len({resident.email for resident in EVERYBODY}) == len(EVERYBODY)
    assert len({resident.id_number for resident in CHECKED}) == len(CHECKED)
    assert all(resident.email.endswith(".example") for resident in EVERYBODY)


def test_whoever_needs_a_second_factor_has_an_office():
    assert {resident.office for resident in STAFF} >= MFA_ROLES


def test_secrets_belong_to_the_installation(settings):
    here = OFFICER.totp_secret
    assert here == OFFICER.totp_secret
    assert len({resident.totp_secret for resident in STAFF}) == len(STAFF)
    settings.SECRET_KEY = "another installation's key"
    assert OFFICER.totp_secret != here
