"""tests / language: a bilingual text gives the half that belongs to the page."""

import pytest
from django.utils import translation

from crowdfund.web.components.language import in_language, is_chinese, spaced


@pytest.mark.parametrize(("language", "half"), [("zh-hans", "中"), ("en", "E")])
def test_each_page_gets_its_half(language: str, half: str) -> None:
    with translation.override(language):
        assert in_language({"zh": "中", "en": "E"}) == half
        assert in_language("both") == "both"
        assert in_language(None) == ""


def test_text_in_one_language_only_is_a_fault() -> None:
    with translation.override("en"), pytest.raises(KeyError, match="en"):
        in_language({"zh": "中"})


def test_without_an_active_language_the_page_is_chinese() -> None:
    with translation.override(None):
        assert is_chinese()


def test_chinese_punctuation_brings_its_own_blank_and_words_are_escaped() -> None:
    with translation.override("zh-hans"):
        assert spaced("元", "（<）") == "元（&lt;）"
    with translation.override("en"):
        assert spaced("CNY", "(1)") == "CNY (1)"
