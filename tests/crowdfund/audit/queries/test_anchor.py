"""audit / queries: reading the anchor stops where the file ended when it was asked for."""

from crowdfund.audit.core.heads import Head, line_of
from crowdfund.audit.queries.anchor import anchored_heads, latest_anchored


def head(number):
    return Head(number=number, hash="a" * 64, event_count=1, sealed_at="2026-11-22T08:00:00.000000Z")


def write(path, numbers):
    with path.open("ab") as file:
        file.writelines(line_of(head(number)) for number in numbers)


def test_a_missing_file_has_no_heads(tmp_path):
    assert list(anchored_heads(tmp_path / "none")) == []
    assert latest_anchored(tmp_path / "none") is None


def test_what_is_appended_later_does_not_belong_to_it(tmp_path):
    path = tmp_path / "anchor"
    write(path, [1, 2])
    heads = anchored_heads(path)
    write(path, [3])
    assert [each.number for each in heads] == [1, 2]
    assert latest_anchored(path) == head(3)


def test_the_latest_head_of_a_long_file_is_found_at_its_end(tmp_path):
    path = tmp_path / "anchor"
    write(path, range(1, 200))
    assert latest_anchored(path) == head(199)
    assert len(list(anchored_heads(path))) == 199
