"""compliance / serializers: the shape of a determination as programs read it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from compliance.core.book import Confidence
from compliance.core.engine import Status
from compliance.core.outcome import Outcome
from compliance.core.ruling import Ruling


class BilingualText(serializers.Serializer[Any]):
    """One sentence in both languages."""

    zh = serializers.CharField()
    en = serializers.CharField()


class CitedPlace(serializers.Serializer[Any]):
    """A place in a dated legal text."""

    law = serializers.CharField(help_text="Official Chinese title.")
    article = serializers.CharField()
    dated = serializers.DateField(help_text="Day on which the cited text was published.")


class RuleFinding(serializers.Serializer[Any]):
    """What one rule found."""

    rule = serializers.CharField()
    outcome = serializers.ChoiceField(choices=list(Outcome))
    measured = serializers.CharField(help_text="In `unit`, the word `unknown`, or empty where nothing is measured.")
    limit = serializers.CharField(help_text="In `unit`, the word `unknown`, or empty where nothing is measured.")
    unit = serializers.CharField(help_text="`CNY` is yuan with two decimals; empty where nothing is measured.")
    citation = CitedPlace()
    message = BilingualText()
    remedy = BilingualText(help_text="What would make it pass; empty on PERMIT.")


class ValueReadByRule(serializers.Serializer[Any]):
    """A value of the rulebook that a rule looked up."""

    parameter = serializers.CharField()
    value = serializers.CharField()
    unit = serializers.CharField()
    citation = CitedPlace()
    confidence = serializers.ChoiceField(choices=list(Confidence))


class TraceStep(serializers.Serializer[Any]):
    """One rule, what became of it and which values it looked up."""

    rule = serializers.CharField()
    provision = serializers.CharField(help_text="`instrument#article`")
    status = serializers.ChoiceField(choices=list(Status))
    reason = BilingualText()
    grounds = ValueReadByRule(many=True)


class QuestionedSubject(serializers.Serializer[Any]):
    """What the question was about."""

    kind = serializers.CharField()
    id = serializers.UUIDField()


class StoredDetermination(serializers.Serializer[Any]):
    """One stored answer of the rulebook; it never changes."""

    id = serializers.UUIDField()
    subject = serializers.SerializerMethodField()
    facts_kind = serializers.CharField()
    facts = serializers.DictField(help_text="As the rules read them; an unknown fact is `{unknown: reason}`.")
    facts_hash = serializers.CharField(help_text="SHA-256 of the canonical facts.")
    as_of = serializers.DateField(help_text="Legal day (Asia/Shanghai) of the question.")
    known_at = serializers.IntegerField(source="release", help_text="Release of the rulebook that was read.")
    book_hash = serializers.CharField(help_text="SHA-256 of everything known in that release.")
    verdict = serializers.ChoiceField(choices=list(Outcome))
    findings = RuleFinding(many=True, help_text="Worst first.")
    trace = TraceStep(many=True)
    determined_at = serializers.DateTimeField()

    @extend_schema_field(QuestionedSubject)
    def get_subject(self, ruling: Ruling) -> dict[str, Any]:
        """Return what the question was about."""
        return {"kind": ruling.subject_kind, "id": ruling.subject_id}
