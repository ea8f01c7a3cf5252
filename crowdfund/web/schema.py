"""web / schema: what every operation of the API description has in common."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from crowdfund.web.problems import KINDS

_ON_ANY = (400, 401, 403, 404, 422, 429, 503)
_ON_CHANGES = (*_ON_ANY, 409, 415)
_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_AMOUNT = {
    "type": "string",
    "pattern": r"^-?\d+\.\d{2}$",
    "description": "An amount with exactly two decimals.",
    "examples": ["2500000.00"],
}
_PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem. `code` is stable; the sentences are in the language of the request.",
    "required": ["type", "code", "status", "title", "detail", "remedy", "instance", "request_id"],
    "properties": {
        "type": {"type": "string", "examples": ["/problems/invalid"]},
        "code": {"type": "string", "enum": sorted(KINDS)},
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "remedy": {"type": "string"},
        "instance": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "RFC 6901 JSON pointer", "examples": ["/target"]},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
        "determination": {"type": "string", "format": "uuid", "description": "On `refused`: the stored determination."},
        "verdict": {"type": "string"},
        "findings": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
    },
}
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "minLength": 16, "maxLength": 200, "pattern": "^[\\x21-\\x7e]+$"},
    "description": "A fresh random key for each change; keep it for every retry of the same change.",
}


class ProblemSchema(AutoSchema):
    """Adds a summary and the problem answers to every operation, and the idempotency key to every change."""

    def get_summary(self) -> str | None:
        """Return the first sentence of the door's docstring, which says what it does."""
        words = super().get_description() or ""
        return words.strip().partition("\n")[0].removesuffix(".") or None

    def get_description(self) -> str:  # type: ignore[override]  # so in drf-spectacular
        """Return the rest of the docstring, and whether partners' clients may use the operation."""
        _, _, rest = (super().get_description() or "").strip().partition("\n")
        scope = getattr(self.view, "scopes", {}).get(self.method)
        entry = f"Clients need the scope `{scope}`." if scope else "For people only; closed to clients."
        return f"{rest.strip()}\n\n{entry}".strip()

    def get_operation(self, *args: Any, **options: Any) -> dict[str, Any] | None:
        """Return the operation with its common parts."""
        operation: dict[str, Any] | None = super().get_operation(*args, **options)
        if operation is None:
            return None
        is_change = self.method in _CHANGES
        if is_change and not getattr(self.view, "changes_nothing", False):
            operation.setdefault("parameters", []).append(_KEY)
        for status in _ON_CHANGES if is_change else _ON_ANY:
            operation["responses"].setdefault(str(status), {"$ref": f"#/components/responses/Problem{status}"})
        return operation


class AmountScheme(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # its registration is untyped
    """Says how an amount is written."""

    target_class = "crowdfund.web.inputs.AmountText"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:  # noqa: ARG002
        """Return the shape of the text."""
        return dict(_AMOUNT)


PAGE_PARAMETERS = [
    OpenApiParameter("cursor", str, description="Take it from `next` of the page before."),
    OpenApiParameter("limit", int, description="Rows a page, at most 200."),
]
"""What every list by cursor understands."""


def page_of(name: str, row: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """Return the shape of one page of `row`s, called `name` in the description."""
    return inline_serializer(
        name=name,
        fields={
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": row(many=True),
        },
    )


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the problem's shape and its answers among the components (a post-processing hook of drf-spectacular)."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = _PROBLEM
    components["responses"] = {f"Problem{status}": _answer(status) for status in sorted(_ON_CHANGES)}
    return result


def _answer(status: int) -> dict[str, Any]:
    codes = sorted(kind.code for kind in KINDS.values() if kind.status == status)
    return {
        "description": "One of: " + ", ".join(f"`{code}`" for code in codes) + ".",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
