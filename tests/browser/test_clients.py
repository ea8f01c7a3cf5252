"""An operator registers a partner's program in the browser, and a developer tries the API where it is described."""

from collections.abc import Callable

import pytest

from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import Role
from tests.browser.people import make_stranger, one_time_code
from tests.browser.window import Window
from tests.factories.accounts import PASSWORD, make_organisation, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Window]


def test_an_operator_registers_a_client_and_shuts_it_out(sign_in: SignIn, variant: tuple[Language, int]):
    operator = make_user("pan@example.com", roles=[Role.OPERATOR], has_mfa=True, language=variant[0])
    company = make_organisation()
    window = sign_in(operator.email, password=PASSWORD, code=one_time_code())
    assert window.go("/clients/") == 200
    window.follow("/clients/register/")
    window.page.check("main [name=scopes][value='events:read']")
    window.send(organisation=str(company.id), name="Custodian")
    assert "Custodian" in window.words
    assert "cfs_" not in window.words
    window.follow("/secret/")
    window.send()
    assert "cfs_" in window.words
    window.page.reload()
    window.go("/clients/")
    assert "cfs_" not in window.words
    window.page.click("main a:has-text('Custodian')")
    window.follow("/disable/")
    window.send(reason="The contract ended.")
    assert not window.has_link("/secret/")


def test_a_developer_tries_the_api_where_it_is_described(sign_in: SignIn, variant: tuple[Language, int]):
    window = sign_in(make_stranger(variant[0]).email, password=PASSWORD)
    page = window.page
    # The drawing comes from its package as it is, so it is not measured like our own pages; faults are still told.
    page.goto(f"{window.base}/api/docs/")
    operation = page.locator("#operations-me-read_me")
    operation.wait_for()
    operation.locator("button.opblock-summary-control").click()
    operation.locator("button.try-out__btn").click()
    with page.expect_response("**/api/v1/me") as answered:
        operation.locator("button.execute").click()
    assert answered.value.status == 200
    assert answered.value.json()["email"] == "si@example.com"
