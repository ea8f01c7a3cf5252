"""tests / architecture: every sentence has both languages, each room says a thing with the same words."""

import re
from collections import defaultdict

import pytest

from tests.architecture.sentences import (
    Sentence,
    catalogues,
    in_python,
    in_template,
    plain_words,
    said_by_packages,
    sentences,
    templates,
)
from tests.architecture.source import ROOT

CATALOGUES = catalogues()

#: Shown as it stands in every language: the name of a file, and each language's own name.
SAID_AS_IT_IS = {"openapi.json", "中文", "English"}
#: The page of last resort says everything in both languages, because nothing may be left that could choose one.
BILINGUAL = "last_resort.html"


def entries():
    return [(path, entry) for path, catalogue in CATALOGUES.items() for entry in catalogue if not entry.obsolete]


def sentence_of(entry) -> Sentence:
    return Sentence(entry.msgctxt or "", entry.msgid)


def is_translated(entry) -> bool:
    """Tell whether there are words; an empty or a fuzzy entry would show English to a Chinese reader."""
    said = [entry.msgstr, *entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]
    return not entry.fuzzy and any(word.strip() for word in said)


def test_every_sentence_is_translated():
    known = {sentence_of(entry) for _, entry in entries() if is_translated(entry)}
    missing = {place: sentence for sentence, place in sentences().items() if sentence not in known}
    assert missing == {}


def test_no_entry_is_fuzzy_or_empty():
    assert [f"{path}: {entry.msgid}" for path, entry in entries() if not is_translated(entry)] == []


def test_no_entry_is_left_over():
    """A sentence that nobody says any more misleads whoever looks for the words of the house.

    Better words for what Django and allauth say stand among ours; those are said by them.
    """
    said = set(sentences()) | said_by_packages()
    assert [f"{path}: {entry.msgid}" for path, entry in entries() if sentence_of(entry) not in said] == []


def test_the_same_sentence_has_the_same_translation_in_every_room():
    said: dict[Sentence, dict[str, object]] = defaultdict(dict)
    for path, entry in entries():
        said[sentence_of(entry)][path] = entry.msgstr or tuple(entry.msgstr_plural.values())
    different = {sentence.words: words for sentence, words in said.items() if len(set(words.values())) > 1}
    assert different == {}


def test_what_is_filled_in_is_the_same_in_both_languages():
    """A hole in braces may be left open in one language, where the code offers more values than English needs."""
    holes = re.compile(r"%\(\w+\)[sd]|%[sd]")
    different = []
    for path, entry in entries():
        allowed = set(holes.findall(entry.msgid)) | set(holes.findall(entry.msgid_plural))
        for translation in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            found = set(holes.findall(translation))
            if not set(holes.findall(entry.msgid)) - {"%(counter)s"} <= found <= allowed:
                different.append(f"{path}: {entry.msgid}")
    assert different == []


def test_no_translation_says_what_the_law_reserves():
    """股权众筹 is reserved since 2015: a private deal is never called so."""
    reserved = [f"{path}: {entry.msgid}" for path, entry in entries() if "股权众筹" in entry.msgstr]
    assert reserved == []


def test_no_word_of_a_page_stands_outside_of_a_translation():
    found = [
        f"{file.relative_to(ROOT)}:{line}: {word}"
        for file in templates()
        if file.name != BILINGUAL
        for line, word in plain_words(file.read_text(encoding="utf-8"))
        if word not in SAID_AS_IT_IS
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "context", "words"),
    [
        ("_('Round')", "", "Round"),
        ("gettext_lazy('Round')", "", "Round"),
        ("pgettext('a noun', 'Round')", "a noun", "Round"),
        ("ngettext('one raise', '{n} raises', n)", "", "one raise"),
    ],
)
def test_a_sentence_in_python_is_found(text, context, words):
    assert [sentence for _, sentence in in_python(text)] == [Sentence(context, words)]


@pytest.mark.parametrize(
    ("text", "context", "words"),
    [
        ('{% load i18n %}{% translate "Round" %}', "", "Round"),
        ('{% load i18n %}{% translate "Round" context "a noun" %}', "a noun", "Round"),
        ("{% load i18n %}{% blocktranslate %}Round of {{ name }}{% endblocktranslate %}", "", "Round of %(name)s"),
        ('{% include "x.html" with word=_("Round") %}', "", "Round"),
    ],
)
def test_a_sentence_in_a_template_is_found(text, context, words):
    assert [sentence for _, sentence in in_template(text)] == [Sentence(context, words)]


def test_a_word_outside_of_a_translation_is_noticed():
    page = '<p class="a">Submit {% translate "now" %}</p>{% blocktranslate %}Never{% endblocktranslate %}<b>下轮退</b>'
    assert [word for _, word in plain_words(page)] == ["Submit", "下轮退"]
