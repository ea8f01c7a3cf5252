"""The sentence of a syntax error also names its line."""

import pytest

from compliance.core.node import BadBook, Node


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = \n", 2), ("a = 1\na = 2\n", 2), ("[t]\n[t]\n", 2), ('a = "', 1), ("a = [\n1\n", 3)],
)
def test_what_is_no_toml_is_refused_with_its_line(text: str, line: int):
    with pytest.raises(BadBook, match="no TOML") as refused:
        Node.parse(file="f.toml", text=text)
    assert refused.value.place.line == line


@pytest.mark.parametrize("number", ["1.0", "1e3", "inf", "-nan", "1_000.00"])
@pytest.mark.parametrize("where", ["x = {}", "[t]\nx = [1, [{}]]", "y = {{ x = {} }}"])
def test_no_floating_point_number_enters_the_book(number: str, where: str):
    with pytest.raises(BadBook, match="floating-point") as refused:
        Node.parse(file="f.toml", text=where.format(number))
    assert refused.value.place.line == where.count("\n") + 1


def test_a_key_nobody_asked_for_is_refused_and_the_known_ones_are_named():
    node = Node.parse(file="f.toml", text='name = "a"\nnmae = "b"')
    assert node.text("name") == "a"
    with pytest.raises(BadBook, match=r"^f.toml, line 2: nmae is not a key of this table; known here: name\.$"):
        node.close()
