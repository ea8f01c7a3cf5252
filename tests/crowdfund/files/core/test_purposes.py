"""files / core: rooms say what their files are for."""

import pytest

from crowdfund.files.core.purposes import (
    DOCUMENT,
    Purpose,
    UnknownPurpose,
    install_purpose,
    installed_purposes,
    nobody_else,
    purpose_called,
)


def everybody(_):
    return True


def test_a_purpose_is_found_by_its_word():
    assert purpose_called(DOCUMENT).subject_kind == ""
    assert list(installed_purposes()) == sorted(installed_purposes())


def test_nobody_installs_another_one_under_the_same_word():
    own = purpose_called(DOCUMENT)
    install_purpose(own)
    with pytest.raises(ValueError, match="document"):
        install_purpose(Purpose(word=DOCUMENT, label="x", subject_kind="x", may_receive=everybody))
    assert purpose_called(DOCUMENT) is own


def test_an_unknown_word_is_a_mistake():
    with pytest.raises(UnknownPurpose):
        purpose_called("made up")


def test_without_a_hook_nobody_else_reads(founder):
    assert nobody_else(founder.actor, [founder.id]) == ()
