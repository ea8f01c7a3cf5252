"""A screening is about one person or one company; the database repeats it."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from compliance.core.screening import Screenee
from compliance.models import Screening
from tests.factories.accounts import make_organisation, make_user
from tests.factories.screening import make_request

pytestmark = pytest.mark.django_db


def test_it_says_whom_it_is_about():
    user, company = make_user(), make_organisation(name="苏州澄光传感科技有限公司")
    person, organisation = make_request(user), make_request(company)
    assert (person.screenee, person.label) == (Screenee.person(user.id), user.email)
    assert (organisation.screenee, organisation.label) == (Screenee.company(company.id), company.name)
    assert list(Screening.objects.about(Screenee.company(company.id))) == [organisation]
    assert list(Screening.objects.of(user.id)) == [person]


@pytest.mark.parametrize("about", ["both", "nobody"])
def test_it_is_about_one_of_them(about: str):
    row = make_request(make_user())
    change: dict[str, Any] = {"organisation": make_organisation()} if about == "both" else {"user": None}
    with pytest.raises(IntegrityError, match="screening_is_about_one_screenee"), transaction.atomic():
        Screening.objects.filter(id=row.id).update(**change)


def test_a_company_has_one_request_that_waits():
    company = make_organisation()
    make_request(company)
    with pytest.raises(IntegrityError, match="screening_one_requested_per_organisation"), transaction.atomic():
        make_request(company)
    make_request(make_organisation())
