"""Objects and lists of declared fields: all bad places at once, each with its pointer."""

from compliance.core.calculators.complaints import Complaints
from compliance.core.calculators.fields import Field, Many, Record
from compliance.core.calculators.kinds import Count, Flag, Text
from compliance.core.calculators.raw import read_json
from compliance.core.sentences import Sentence

TITLE = Sentence(zh="名", en="name")


def _holder() -> tuple[Field, ...]:
    return (
        Field(name="kind", kind=Text(), title=TITLE, required=True),
        Field(name="count", kind=Count(least=1), title=TITLE, default=1),
        Field(name="members", kind=Many(of=Record(_holder), most=3), title=TITLE),
    )


WHOLE = Record(
    (Field(name="fund", kind=Flag(), title=TITLE), Field(name="holders", kind=Many(of=Record(_holder)), title=TITLE))
)


def read(text: str):
    wrong = Complaints()
    return WHOLE.read(read_json(text), "", wrong), [(each.pointer, each.code) for each in wrong.found]


def test_what_was_not_sent_is_its_default_or_nothing():
    found, wrong = read('{"holders": [{"kind": "a"}]}')
    assert wrong == []
    assert found == {"fund": None, "holders": ({"kind": "a", "count": 1, "members": None},)}


def test_all_bad_places_are_named_at_once():
    _, wrong = read(
        '{"fnd": true, "fund": null, "fund": 1,'
        ' "holders": [{"count": 0, "members": [{"kind": "b"}, 7, {"kind": ""}]}, "x"]}'
    )
    assert wrong == [
        ("/fund", "invalid"),
        ("/fnd", "unknown"),
        ("/fund", "invalid"),
        ("/holders/0/kind", "required"),
        ("/holders/0/count", "too_small"),
        ("/holders/0/members/1", "invalid"),
        ("/holders/0/members/2/kind", "invalid"),
        ("/holders/1", "invalid"),
    ]


def test_a_list_has_a_length_and_null_is_no_value():
    entry = '{"kind": "a"}'
    assert read(f'{{"holders": [{{"kind": "a", "members": [{entry}, {entry}, {entry}, {entry}]}}]}}')[1] == [
        ("/holders/0/members", "too_large")
    ]
    assert read('{"holders": null}')[1] == [("/holders", "invalid")]


def test_what_lies_too_deep_is_refused():
    deep = '{"kind": "a", "members": [' * 120 + '{"kind": "a"}' + "]}" * 120
    (place,) = read(f'{{"holders": [{deep}]}}')[1]
    assert place[1] == "too_large"


def test_a_record_that_holds_itself_is_described_once():
    schema = WHOLE.schema()
    holder = schema["properties"]["holders"]["items"]
    assert holder["required"] == ["kind"]
    assert holder["additionalProperties"] is False
    assert holder["properties"]["members"]["items"] == {"type": "object", "description": "as described above"}
