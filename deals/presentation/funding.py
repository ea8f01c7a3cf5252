"""deals / presentation: where a lead says its money comes from, as rows of a form, and how it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _

from compliance.core.calculators.funding_look_through import DECLARATION, read_declaration
from compliance.core.facts import FundingDeclaration, MovementKind, PartyKind
from compliance.presentation.calculators import field_errors
from compliance.presentation.entries import Questionnaire, Values, typed, with_row, without_row
from crowdfund.kernel.errors import FieldError


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingForm:
    """The declaration that is being written: its controls, and what it says once it can be read."""

    questions: Questionnaire
    declared: FundingDeclaration | None
    errors: tuple[FieldError, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Return the declaration in what a browser sent; at first one source that pays the lead."""
        values = typed(DECLARATION, {name: str(data[name]) for name in data}) or _at_first()
        if "add" in data:
            values = with_row(DECLARATION, values, str(data["add"]))
        if "remove" in data:
            values = without_row(DECLARATION, values, str(data["remove"]))
        questions = Questionnaire(fields=DECLARATION, values=values)
        declared, wrong = read_declaration(questions.raw())
        return cls(questions=questions, declared=declared, errors=field_errors(wrong))

    def shown(self, *, with_errors: bool) -> dict[str, Any]:
        """Return what the template needs; what is wrong stands at its control once the form was sent."""
        if with_errors:
            self.questions.bind(self.errors)
        counts = [(name, text) for name, text in self.questions.values.items() if name.endswith(".rows")]
        return {"funding_parts": self.questions.parts(DECLARATION), "funding_counts": counts}


def _at_first() -> Values:
    me = _("Myself")
    return {
        "nodes.rows": "2",
        "nodes.0.id": me,
        "nodes.0.kind": PartyKind.LEAD.value,
        "edges.rows": "1",
        "edges.0.to": me,
        "edges.0.kind": MovementKind.TRANSFER.value,
        "holds_for": me,
    }
