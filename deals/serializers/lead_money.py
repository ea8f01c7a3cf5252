"""deals / serializers: a lead's own money as it enters and leaves through the API."""

from typing import Any

from rest_framework import serializers

from compliance.core.facts import MovementKind, PayerMatch
from compliance.core.outcome import Outcome
from crowdfund.web.inputs import AmountText


class DeclarationIn(serializers.Serializer[Any]):
    """Where a lead's money comes from, declared anew."""

    funding = serializers.DictField(
        help_text="`nodes`, `edges` and `holds_for` as the calculator funding-look-through takes them."
    )


class EvidenceIn(serializers.Serializer[Any]):
    """A document, sent as `multipart/form-data`."""

    file = serializers.FileField(help_text="PDF, PNG or JPEG.")


class OpinionIn(serializers.Serializer[Any]):
    """What an officer says to the lead."""

    opinion = serializers.CharField(max_length=2_000, help_text="The lead, officers and auditors read it.")


class SourceOut(serializers.Serializer[Any]):
    """One declared source of a lead's money."""

    position = serializers.IntegerField(help_text="Counted from 0; documents are sent to it.")
    to = serializers.CharField()
    kind = serializers.ChoiceField(choices=[word.value for word in MovementKind])
    amount = AmountText(allow_null=True, help_text="Null for a relation.")
    is_shown = serializers.BooleanField(help_text="Whether a document shows it.")
    files = serializers.ListField(child=serializers.UUIDField())

    def get_fields(self) -> dict[str, Any]:
        """Add the party that money comes from, whose name is a word of Python."""
        return {**super().get_fields(), "from": serializers.CharField()}


class PayerOut(serializers.Serializer[Any]):
    """One payment of a lead, and whose account the bank says it came from."""

    payment = serializers.UUIDField()
    amount = AmountText()
    payer = serializers.CharField(help_text="Empty where the bank did not say.")
    match = serializers.ChoiceField(choices=[word.value for word in PayerMatch])


class LeadMoneyOut(serializers.Serializer[Any]):
    """Where a lead's money comes from."""

    offer = serializers.UUIDField()
    determination = serializers.UUIDField(allow_null=True)
    verdict = serializers.ChoiceField(choices=[word.value for word in Outcome], allow_null=True)
    findings = serializers.ListField(child=serializers.DictField())
    tainted_amount = AmountText(allow_null=True, help_text="Null while it is not known.")
    sources = SourceOut(many=True)
    payments = PayerOut(many=True)
