"""notices / core: every verb that any room records has words in both languages, and none that are forbidden."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from crowdfund.notices.core.wording import NoWords, verbs_with_words, wording_of
from crowdfund.web.components.words import registered_verbs

ROOT = Path(__file__).resolve().parents[4]
ROOMS = ("crowdfund", "compliance", "deals", "exits")
FORBIDDEN_ZH = ("股权众筹", "众筹", "项目方", "审核不通过", "钱包", "余额", "散户")
FORBIDDEN_EN = ("crowdfunding", "campaign", "borrower", "backer", "log in")


def recorded_verbs() -> dict[str, str]:
    """Return each verb that is given as a literal to `record` or to a keyword ending in `verb`, with its file."""
    found = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    for keyword in node.keywords:
                        if (keyword.arg or "").endswith("verb"):
                            value = keyword.value
                            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                                found[value.value] = str(path.relative_to(ROOT))
    return found


def test_the_search_finds_verbs_of_rooms_below_and_above():
    assert {"membership.invited", "round.submitted", "round.submission_refused", "access.denied"} <= set(
        recorded_verbs()
    )


def test_every_recorded_verb_has_words():
    silent = {verb: place for verb, place in recorded_verbs().items() if verb not in verbs_with_words()}
    assert silent == {}


def test_a_verb_without_words_is_an_error_and_not_an_empty_message():
    with pytest.raises(NoWords, match="moon"):
        wording_of("moon.landed")


@pytest.mark.parametrize("verb", sorted(verbs_with_words()))
def test_words_are_there_in_both_languages_and_are_those_of_the_glossary(verb):
    wording = wording_of(verb)
    for text in (wording.title, wording.body):
        assert set(text) == {"zh", "en"}
        assert any("一" <= letter <= "鿿" for letter in text["zh"])
        assert text["en"].isascii()
        assert not [word for word in FORBIDDEN_ZH if word in text["zh"]]
        assert not [word for word in FORBIDDEN_EN if word in text["en"].lower()]
    assert len(wording.title["zh"]) <= 20
    assert len(wording.title["en"]) <= 60
    assert wording.body["zh"].endswith("。")
    assert wording.body["en"].endswith(".")


@pytest.mark.parametrize(("language", "key"), [("zh-hans", "zh"), ("en", "en")])
def test_a_letter_and_a_timeline_call_the_same_thing_by_the_same_words(language, key):
    with override(language):
        labels = {verb: str(label) for verb, label in registered_verbs().items()}
    different = {
        verb: (label, wording_of(verb).title[key])
        for verb, label in labels.items()
        if verb in verbs_with_words() and label not in wording_of(verb).title[key] and _is_in(language, label)
    }
    assert different == {}


def _is_in(language, text):
    """Tell whether a label was translated; that every label is, is asked for elsewhere."""
    return text.isascii() == (language == "en")
