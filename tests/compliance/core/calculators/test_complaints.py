"""Where something is wrong, and that nothing found is lost."""

from compliance.core.calculators.complaints import REQUIRED, UNKNOWN_FIELD, Complaints, below


def test_a_pointer_escapes_what_would_read_as_another_place():
    assert below(below("", "a/b"), "c~d") == "/a~1b/c~0d"
    assert below("/edges", 3) == "/edges/3"


def test_half_a_character_is_written_out_since_no_answer_can_carry_it():
    assert below("", "\ud800") == "/\\ud800"


def test_everything_is_remembered_in_order():
    wrong = Complaints()
    wrong.add("/b", "required", REQUIRED)
    wrong.add("/a", "unknown", UNKNOWN_FIELD)
    assert [(each.pointer, each.code) for each in wrong.found] == [("/b", "required"), ("/a", "unknown")]
