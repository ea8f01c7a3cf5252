"""compliance / api: the calculators: questions to the rulebook without a row behind them."""

from typing import Any, Final

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.core.calculators import CALCULATORS
from compliance.core.calculators.raw import read_json
from compliance.core.policy import CALCULATE_SCOPE
from compliance.presentation.calculators import work_out
from compliance.serializers import CalculatorList
from crowdfund.web.context import today_of
from crowdfund.web.request import behind
from crowdfund.web.rest import ApiView

_ENVELOPE: Final = ("calculator", "as_of", "known_at", "book_hash", "verdict", "findings", "beaten", "not_examined")
_ANSWER: Final[dict[str, Any]] = {
    "type": "object",
    "description": "The envelope, then the answer fields of the calculator.",
    "required": list(_ENVELOPE),
    "properties": {
        "calculator": {"type": "string"},
        "as_of": {"type": "string", "format": "date"},
        "known_at": {"type": "integer"},
        "book_hash": {"type": "string"},
        "verdict": {"type": ["string", "null"], "enum": ["PERMIT", "ADVISE", "WARN", "REFER", "DENY", None]},
        **{
            name: {"type": "array", "items": {"type": "object", "additionalProperties": True}}
            for name in ("findings", "beaten", "not_examined")
        },
    },
    "additionalProperties": True,
}
_QUESTIONS: Final[dict[str, Any]] = {
    "anyOf": [
        {**each.takes.schema(), "title": each.name, "description": each.about.en} for each in CALCULATORS.values()
    ]
}


class LeftToTheReader(BaseParser):
    """Takes JSON and leaves its text to the strict reader, which sees numbers and names as they were written."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        """Return nothing; the door reads the text itself."""
        return {}


class Calculators(ApiView):
    """Every calculator."""

    scopes = {"GET": CALCULATE_SCOPE}

    @extend_schema(operation_id="list_calculators", summary="List the calculators", responses=CalculatorList)
    def get(self, request: Request) -> Response:
        """Return every calculator with the JSON Schema of its input."""
        rows = [
            {
                "name": each.name,
                "title": dict(each.title),
                "about": dict(each.about),
                "url": reverse("compliance_api:calculator", args=[each.name]),
                "input": each.takes.schema(),
            }
            for each in CALCULATORS.values()
        ]
        return Response(CalculatorList({"results": rows}).data)


class OneCalculator(ApiView):
    """One calculator."""

    scopes = {"POST": CALCULATE_SCOPE}
    changes_nothing = True
    parser_classes = [LeftToTheReader]

    @extend_schema(
        operation_id="calculate",
        summary="Ask a calculator",
        parameters=[OpenApiParameter("name", str, OpenApiParameter.PATH, enum=list(CALCULATORS))],
        request={"application/json": _QUESTIONS},
        responses={200: _ANSWER},
    )
    def post(self, request: Request, name: str) -> Response:
        """Answer one question. Nothing is stored, so no idempotency key is needed; a DENY is an answer too."""
        text = behind(request).body
        if request.data:
            raise RuntimeError("only JSON gets here, and its text is read below")
        return Response(work_out(name=name, raw=read_json(text), today=today_of(behind(request))))
