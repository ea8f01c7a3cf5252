"""tests / db: translations are compiled without any program of the machine, and only when they are stale."""

import gettext
import os

from crowdfund.db.management.commands.compile_messages import compile_messages

WORDS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Round"\nmsgstr "本轮融资"\n'


def test_a_stale_file_is_compiled_once(tmp_path):
    folder = tmp_path / "deals" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(WORDS, encoding="utf-8")
    assert compile_messages(tmp_path) == 1
    assert compile_messages(tmp_path) == 0
    with source.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Round") == "本轮融资"


def test_a_changed_file_is_compiled_again(tmp_path):
    folder = tmp_path / "crowdfund" / "web" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(WORDS, encoding="utf-8")
    compile_messages(tmp_path)
    made = source.with_suffix(".mo").stat().st_mtime
    os.utime(source, (made + 10, made + 10))
    assert compile_messages(tmp_path) == 1
