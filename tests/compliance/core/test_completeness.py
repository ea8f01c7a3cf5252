"""Book and rules must fit together before the program starts."""

from dataclasses import replace

import pytest

from compliance.core.completeness import check_fit
from compliance.core.node import BadBook
from compliance.core.outcome import Outcome
from tests.compliance.books import LAW, TWO_RELEASES, read_unsealed
from tests.compliance.core.test_engine import POLICY, always, the_book

RULE = always("a", Outcome.PERMIT)
POLICY_ONLY_ARTICLE = POLICY[: POLICY.index("[[parameter]]")]


def fit(*rules, book=None):
    check_fit(book=book or read_unsealed(LAW, policy=POLICY_ONLY_ARTICLE), rules=rules)


def test_a_book_all_of_which_is_used_fits():
    fit(RULE)


def test_a_value_that_no_rule_reads_is_refused():
    with pytest.raises(BadBook, match=r"^book/law.toml, line 19: no rule reads law.ticket"):
        fit(replace(RULE, reads=frozenset()))


def test_a_rule_on_an_article_that_is_not_listed_is_refused():
    with pytest.raises(BadBook, match=r"^tests/.*test_engine.py, line [0-9]+: a cites law#13, which no file"):
        fit(replace(RULE, provision="law#13"))


def test_a_rule_that_reads_what_no_file_sets_is_refused():
    with pytest.raises(BadBook, match=r"a reads law\.tikcet, which no file of the rulebook sets"):
        fit(replace(RULE, reads=frozenset({"law.ticket", "law.tikcet"})))


def test_a_rule_of_a_release_that_is_not_issued_is_refused():
    with pytest.raises(BadBook, match="begins in release 2, which is not issued"):
        fit(RULE, replace(RULE, id="b", since_release=2))


@pytest.mark.parametrize(("until", "since"), [(None, 1), (None, 2), (3, 2)])
def test_two_functions_for_one_rule_in_one_release_are_refused(until: int | None, since: int):
    old, new = replace(RULE, until_release=until), replace(RULE, since_release=since)
    for pair in ((old, new), (new, old)):
        with pytest.raises(BadBook, match="a stands for two functions in the same release"):
            fit(*pair, book=the_book())


def test_a_function_that_takes_over_from_another_fits():
    book = read_unsealed(LAW, TWO_RELEASES, policy=POLICY_ONLY_ARTICLE)
    fit(replace(RULE, until_release=2), replace(RULE, since_release=2), book=book)


def test_a_book_without_the_policy_on_silence_is_refused():
    with pytest.raises(BadBook, match="no file lists platform_policy#1"):
        fit(RULE, book=read_unsealed())
