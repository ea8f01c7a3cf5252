"""tests / web: one table knows every error of the house, in both languages, and never its text."""

import importlib

import pytest
from django.utils import translation

from crowdfund.kernel.errors import Busy, DomainError, FieldError, IllegalMove, Invalid, NotFound
from crowdfund.kernel.money import Currency, Money
from crowdfund.web.problems import FIELD_MESSAGES, KINDS, Problem, field_message, problem_for
from tests.architecture.source import modules


def error_classes() -> list[type[DomainError]]:
    """Import the whole house and return every class of error in it."""
    for module in modules():
        # The servers below the house know nothing of its errors.
        if module.room != "crowdfund/embedded" and not module.path.endswith("wsgi.py"):
            importlib.import_module(module.path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    found, waiting = [], [DomainError]
    while waiting:
        children = waiting.pop().__subclasses__()
        found += children
        waiting += children
    return [cls for cls in dict.fromkeys(found) if not cls.__module__.startswith("tests.")]


def test_every_error_class_has_a_row_or_stands_under_one_that_has():
    classes = error_classes()
    assert len(classes) > 15
    rowless = [cls for cls in classes if not any(getattr(base, "code", "") in KINDS for base in cls.__mro__)]
    assert rowless == []


def test_an_error_class_without_a_row_is_a_fault_of_ours():
    class Unheard(DomainError):
        code = "unheard"

    assert problem_for(Unheard()).kind is KINDS["server_error"]


def test_a_class_under_a_row_takes_that_row():
    class StaleThing(NotFound):
        code = "stale_thing"

    assert problem_for(StaleThing()).kind is KINDS["not_found"]


@pytest.mark.parametrize("code", KINDS)
def test_each_row_is_an_error_with_words_in_both_languages(code):
    kind = KINDS[code]
    assert kind.code == code
    assert 400 <= kind.status <= 599
    for words in (kind.title, kind.detail, kind.remedy):
        with translation.override("en"):
            english = str(words)
        with translation.override("zh-hans"):
            chinese = str(words)
        assert english
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese), f"{english!r} is not translated"


@pytest.mark.parametrize("code", FIELD_MESSAGES)
def test_each_message_beside_a_field_has_words_in_both_languages(code):
    error = FieldError("/x", code)
    with translation.override("en"):
        english = field_message(error)
    with translation.override("zh-hans"):
        assert field_message(error) != english


def test_an_unknown_field_code_gets_the_plain_message():
    assert field_message(FieldError("/x", "no_such_code")) == str(FIELD_MESSAGES["invalid"])


def test_a_message_of_its_own_wins():
    assert field_message(FieldError("/x", "required", {"message": "Say which."})) == "Say which."


def test_the_body_is_a_problem_of_rfc_9457():
    problem = problem_for(Invalid((FieldError("/target", "too_small"), FieldError("", "invalid"))))
    with translation.override("en"):
        body = problem.body(instance="/api/v1/rounds", request_id="request-0001")
    assert body == {
        "type": "/problems/invalid",
        "code": "invalid",
        "status": 422,
        "title": "Some entries need another look",
        "detail": "Nothing was changed. Each entry that needs mending is named.",
        "remedy": "Mend the named entries and send again.",
        "instance": "/api/v1/rounds",
        "request_id": "request-0001",
        "errors": [
            {"pointer": "/target", "code": "too_small", "detail": "This is less than is allowed."},
            {"pointer": "", "code": "invalid", "detail": "This is not in the expected form."},
        ],
    }


def test_a_short_wait_says_how_long():
    assert problem_for(Busy(retry_after=3)).retry_after == 3


def test_what_a_machine_knows_about_a_move_is_not_told():
    error = IllegalMove(machine="round", state="secret state", event="open")
    body = problem_for(error).body(instance="/x", request_id="r")
    assert "secret state" not in str(body)


def test_values_for_programs_stand_beside_the_words():
    body = Problem(kind=KINDS["refused"], extra={"verdict": "DENY"}).body(instance="/x", request_id="r")
    assert (body["code"], body["verdict"]) == ("refused", "DENY")


@pytest.mark.parametrize(
    ("error", "chinese", "english"),
    [
        (
            FieldError("/amount", "too_small", {"limit": Money.parse("1000000.00", Currency.CNY)}),
            "低于允许的下限：至少填写 1,000,000.00\u00a0元。",
            "This is less than is allowed: write at least CNY\u00a01,000,000.00.",
        ),
        (
            FieldError("/carry", "too_large", {"limit": "30%"}),
            "高于允许的上限：至多填写 30%。",
            "This is more than is allowed: write at most 30%.",
        ),
        (FieldError("/name", "too_long", {"limit": 5}), "超过允许的长度。", "This is longer than is allowed."),
    ],
)
def test_a_known_limit_is_named(error: FieldError, chinese: str, english: str):
    with translation.override("zh-hans"):
        assert field_message(error) == chinese
    with translation.override("en"):
        assert field_message(error) == english
