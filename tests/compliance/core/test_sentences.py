"""A sentence reads as a mapping of both languages."""

import pytest

from compliance.core.sentences import NOTHING_TO_SAY, Sentence


def test_a_sentence_has_both_languages_and_comes_back_from_them():
    sentence = Sentence(zh="元", en="yuan")
    assert dict(sentence) == {"zh": "元", "en": "yuan"}
    assert Sentence.from_plain(dict(sentence)) == sentence
    with pytest.raises(KeyError):
        sentence["fr"]


def test_a_sentence_without_text_says_nothing():
    assert not NOTHING_TO_SAY
    assert Sentence(zh="", en="x")
