"""A calculator as a form: what was typed becomes the JSON a program would send, and rows come and go."""

from compliance.core.calculators.fields import Field, Many, Record
from compliance.core.calculators.funding_look_through import FUNDING_LOOK_THROUGH
from compliance.core.calculators.kinds import Amount, Count, Flag, Instant, Percent, Text
from compliance.core.sentences import Sentence
from compliance.presentation.entries import Questionnaire, rows_in, typed, with_row, without_row
from crowdfund.kernel.errors import FieldError

NAME = Sentence(zh="名", en="name")
EDGES = Many(of=Record((Field(name="who", kind=Text(), title=NAME), Field(name="sum", kind=Amount(), title=NAME))))
FIELDS = (
    Field(name="sum", kind=Amount(), title=NAME, required=True),
    Field(name="share", kind=Percent(), title=NAME),
    Field(name="count", kind=Count(), title=NAME),
    Field(name="sure", kind=Flag(), title=NAME),
    Field(name="at", kind=Instant(), title=NAME),
    Field(name="part", kind=Record((Field(name="sum", kind=Amount(), title=NAME),)), title=NAME),
    Field(name="incomes", kind=Many(of=Amount(), least=3, most=3), title=NAME),
    Field(name="edges", kind=EDGES, title=NAME),
)


def raw(**values: str) -> dict[str, object]:
    data = {name.replace("__", "."): text for name, text in values.items()}
    return Questionnaire(fields=FIELDS, values=typed(FIELDS, data)).raw()


def test_what_is_typed_becomes_what_a_program_would_send():
    assert raw(sum="2,500,000", share="12.5%", count="3", sure="no", at="2024-03-01T10:00") == {
        "sum": "2500000.00",
        "share": "12.5",
        "count": 3,
        "sure": False,
        "at": "2024-03-01T10:00+08:00",
    }


def test_what_is_empty_was_not_sent_and_what_does_not_fit_stays_as_it_was_typed():
    assert raw(sum="much", count="three", sure="perhaps", part__sum=" ") == {
        "sum": "much",
        "count": "three",
        "sure": "perhaps",
    }


def test_rows_are_as_many_as_were_asked_for_and_no_more():
    assert raw(edges__rows="2", edges__0__who="a", edges__1__sum="1", edges__2__who="nobody") == {
        "edges": [{"who": "a"}, {"sum": "1.00"}]
    }
    assert raw(incomes__0="1", incomes__2="3") == {"incomes": ["1.00", "", "3.00"]}
    assert "edges" not in raw(edges__rows="1")


def test_the_number_of_rows_has_its_bounds():
    for asked in ("-1", "x", "1.5", "99999", ""):
        assert 0 <= rows_in(EDGES, "edges", {"edges.rows": asked}) <= 60


def test_a_row_goes_and_the_later_ones_move_up():
    values = {"edges.rows": "3", "edges.0.who": "a", "edges.1.who": "b", "edges.2.who": "c", "sum": "1"}
    assert without_row(FIELDS, values, "edges.1") == {
        "edges.rows": "2",
        "edges.0.who": "a",
        "edges.1.who": "c",
        "sum": "1",
    }
    assert with_row(FIELDS, values, "edges")["edges.rows"] == "4"


def test_what_is_no_list_has_no_rows():
    assert with_row(FIELDS, {}, "sum") == {}
    assert without_row(FIELDS, {"sum": "1"}, "sum.0") == {"sum": "1"}


def test_refusals_stand_at_their_control_or_at_their_group():
    asked = Questionnaire(fields=FUNDING_LOOK_THROUGH.asks, values={"nodes.rows": "1"})
    asked.bind((FieldError("/nodes/0/id", "required"), FieldError("/nodes", "contradictory")))
    assert list(asked.form.errors) == ["nodes.0.id"]
    (nodes,) = (part for part in asked.parts(FUNDING_LOOK_THROUGH.asks) if part.name == "nodes")
    assert len(nodes.errors) == 1
    assert [part.name for part in nodes.rows[0].parts] == ["nodes.0.id", "nodes.0.kind"]
    assert not nodes.rows[0].may_go, "one party is needed"
