"""compliance / serializers: the shape of determinations and certifications as programs read and send it."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from compliance.core.book import Confidence
from compliance.core.certification import LONGEST_STATEMENT, EvidenceKind, InstitutionForm, Regime
from compliance.core.clearance import LONGEST_REASON, MOST_DAYS
from compliance.core.declaration import YEARS, AssetKind, Declaration
from compliance.core.engine import Status
from compliance.core.facts import HolderKind, ProductKind
from compliance.core.outcome import Outcome
from compliance.core.proofs import Exhibit, Proof
from compliance.core.ruling import Ruling
from compliance.core.screening import LONGEST_DECISION, Decision, ListKind, PersonalStanding, decide_by
from compliance.core.search import Wanted
from compliance.core.states import CertificationState, ClearanceState, ScreeningState
from crowdfund.kernel.days import legal_day
from crowdfund.web.inputs import AmountText


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
    basis = serializers.CharField(
        required=False, help_text="Over what or at which moment; there only where a rule judges several."
    )
    about = serializers.CharField(required=False, help_text="Which person; there only where a rule judges several.")
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
    by = serializers.CharField(required=False, help_text="The more special rule that took its place.")


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
    facts_hash = serializers.CharField(help_text="SHA-256 of the canonical facts; empty where they are withheld.")
    is_withheld = serializers.BooleanField(
        help_text="The question is about somebody's own wealth: facts and figures are not yours to read."
    )
    as_of = serializers.DateField(help_text="Legal day (Asia/Shanghai) of the question.")
    known_at = serializers.IntegerField(source="release", help_text="Release of the rulebook that was read.")
    book_hash = serializers.CharField(help_text="SHA-256 of everything known in that release.")
    verdict = serializers.ChoiceField(choices=list(Outcome))
    cleared_by = serializers.UUIDField(
        allow_null=True, help_text="The clearance under which the action went on although the verdict stops it."
    )
    findings = RuleFinding(many=True, help_text="Worst first.")
    trace = TraceStep(many=True)
    determined_at = serializers.DateTimeField()

    @extend_schema_field(QuestionedSubject)
    def get_subject(self, ruling: Ruling) -> dict[str, Any]:
        """Return what the question was about."""
        return {"kind": ruling.subject_kind, "id": ruling.subject_id}


class DeterminationQuery(serializers.Serializer[Any]):
    """What a determination must have; whatever is left out is not asked."""

    outcome = serializers.ChoiceField(choices=[word.value for word in Outcome], required=False)
    rule = serializers.CharField(required=False, max_length=100, help_text="Found something; with `outcome`, that.")
    facts_kind = serializers.CharField(required=False, max_length=40)
    subject_id = serializers.UUIDField(required=False)
    since = serializers.DateField(required=False, help_text="First legal day (Asia/Shanghai) of the question.")
    until = serializers.DateField(required=False, help_text="Last legal day (Asia/Shanghai) of the question.")

    def wanted(self) -> Wanted:
        """Return what is looked for."""
        given = {**self.validated_data}
        if outcome := given.pop("outcome", None):
            given["outcome"] = Outcome(outcome)
        return Wanted(**given)


class SentExhibit(serializers.Serializer[Any]):
    """One document that was sent before, and what it shows."""

    shows = serializers.ChoiceField(choices=[word.value for word in Proof])
    file = serializers.UUIDField(help_text="A file of your own that is about nothing else.")


class CertificationApplication(serializers.Serializer[Any]):
    """An application for a certification as qualified investor."""

    regime = serializers.ChoiceField(
        choices=[word.value for word in Regime], default=Regime.PRIVATE_FUND_2014.value, help_text="By which text."
    )
    evidence = serializers.ChoiceField(
        choices=[word.value for word in EvidenceKind], help_text="Which alternative of the text is met, or deemed kind."
    )
    renews = serializers.UUIDField(required=False, help_text="An earlier certification of yours that this continues.")
    exhibits = SentExhibit(many=True, required=False, help_text="Documents; each figure needs one to be approved.")
    statement = serializers.CharField(
        max_length=LONGEST_STATEMENT, help_text="What shows it; only you and compliance officers read it."
    )

    ticket = AmountText(required=False, help_text="What you mean to put into one fund, in yuan.")
    holdings = serializers.DictField(
        child=AmountText(),
        required=False,
        help_text=f"Financial assets by kind, in yuan: {', '.join(AssetKind)}.",
    )
    incomes = serializers.ListField(
        child=AmountText(), min_length=YEARS, max_length=YEARS, required=False, help_text="Of the last three years."
    )
    net_assets = AmountText(required=False, help_text="Of an institution at the last year-end, in yuan.")
    family_debts = AmountText(required=False, help_text="Owed by the family, in yuan; 2018 only.")
    experience_years = serializers.IntegerField(required=False, min_value=0, max_value=100, help_text="2018 only.")
    product_kind = serializers.ChoiceField(
        choices=[word.value for word in ProductKind], required=False, help_text="2018 only."
    )
    institution = serializers.ChoiceField(
        choices=[word.value for word in InstitutionForm], required=False, help_text="What an institution is."
    )
    final_investors = serializers.IntegerField(
        required=False, min_value=1, max_value=100_000, help_text="Behind an institution that pools their money."
    )
    unqualified_investors = serializers.IntegerField(
        required=False, min_value=0, max_value=100_000, help_text="How many of them are not shown to be qualified."
    )
    manager_number = serializers.CharField(
        required=False, max_length=40, help_text="Registration of the manager whose staff you are."
    )

    def validate_evidence(self, value: str) -> EvidenceKind:
        """Return the evidence as its word."""
        return EvidenceKind(value)

    def validate_holdings(self, value: dict[str, Any]) -> dict[str, Any]:
        """Take the known kinds of assets only."""
        if unknown := sorted(set(value) - set(AssetKind)):
            raise serializers.ValidationError(f"Not a kind of asset: {', '.join(unknown)}.", code="not_a_choice")
        return value


def application_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the verb takes of a parsed application."""
    holdings = given.get("holdings", {})
    return {
        "evidence": given["evidence"],
        "statement": given["statement"],
        "declaration": Declaration(
            ticket=given.get("ticket"),
            holdings=tuple((kind, holdings[kind]) for kind in AssetKind if kind in holdings),
            incomes=tuple(given.get("incomes", ())),
            net_assets=given.get("net_assets"),
            family_debts=given.get("family_debts"),
            experience_years=given.get("experience_years"),
            product_kind=ProductKind(given["product_kind"]) if "product_kind" in given else None,
            institution=InstitutionForm(given["institution"]) if "institution" in given else None,
            final_investors=given.get("final_investors"),
            unqualified_investors=given.get("unqualified_investors"),
            manager_number=given.get("manager_number", ""),
        ),
        "regime": Regime(given["regime"]),
        "renews": given.get("renews"),
        "exhibits": [Exhibit(shows=Proof(each["shows"]), file_id=each["file"]) for each in given.get("exhibits", ())],
    }


class CertificationRefusal(serializers.Serializer[Any]):
    """Why an application is refused."""

    reason = serializers.CharField(max_length=2_000, help_text="The applicant reads it.")


class StoredCertification(serializers.Serializer[Any]):
    """One application for a certification as qualified investor (合格投资者认定), and what was decided."""

    id = serializers.UUIDField()
    user = serializers.UUIDField(source="user_id")
    regime = serializers.ChoiceField(choices=[word.value for word in Regime])
    evidence = serializers.ChoiceField(choices=[word.value for word in EvidenceKind])
    statement = serializers.CharField()
    declared = serializers.SerializerMethodField(help_text="The figures of the application, in yuan.")
    determination = serializers.UUIDField(
        source="determination_id", allow_null=True, help_text="What the rules said of the figures."
    )
    state = serializers.SerializerMethodField()
    applied_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    approved_on = serializers.DateField(allow_null=True, help_text="First legal day (Asia/Shanghai) on which it holds.")
    expires_on = serializers.DateField(
        allow_null=True, help_text="First legal day (Asia/Shanghai) on which it no longer holds."
    )
    refusal_reason = serializers.CharField()
    counts_as = serializers.ChoiceField(
        choices=[word.value for word in HolderKind], allow_null=True, help_text="Among the holders of a vehicle."
    )
    final_investors = serializers.IntegerField(allow_null=True, help_text="Counted in each raise in its place.")
    manager_number = serializers.CharField(help_text="In whose funds alone it serves; empty for all others.")
    renews = serializers.UUIDField(source="renews_id", allow_null=True)

    @extend_schema_field(serializers.DictField())
    def get_declared(self, row: Any) -> dict[str, Any]:
        """Return the figures."""
        declared: dict[str, Any] = row.declaration().to_plain()
        return declared

    @extend_schema_field(serializers.ChoiceField(choices=[word.value for word in CertificationState]))
    def get_state(self, row: Any) -> str:
        """Return where it stands on the legal day of the request."""
        return str(row.state_at(self.context["today"]))


class BothLanguages(serializers.Serializer[Any]):
    """A sentence in Simplified Chinese and in English."""

    zh = serializers.CharField()
    en = serializers.CharField()


class ListedCalculator(serializers.Serializer[Any]):
    """One calculator (计算器): what it answers and what it asks."""

    name = serializers.CharField()
    title = BothLanguages()
    about = BothLanguages()
    url = serializers.CharField(help_text="Where to POST the question.")
    input = serializers.DictField(help_text="JSON Schema of the question.")


class CalculatorList(serializers.Serializer[Any]):
    """Every calculator."""

    results = ListedCalculator(many=True)


class OwnScreening(serializers.Serializer[Any]):
    """Where somebody stands with identity and list screening (身份核验与名单筛查), as they may know it."""

    standing = serializers.ChoiceField(
        choices=[word.value for word in PersonalStanding],
        help_text="`clear` lets you subscribe and lead; `under_way`: nobody is cleared by silence; `due`: to be made.",
    )


class ScreeningDecision(serializers.Serializer[Any]):
    """What an officer decides about a hit or a mismatch."""

    decision = serializers.ChoiceField(
        choices=[word.value for word in Decision], help_text="`clear`: somebody else, or harmless. `confirm`: stops."
    )
    reason = serializers.CharField(max_length=LONGEST_DECISION, help_text="Stored encrypted; officers read it.")

    def validate_decision(self, value: str) -> Decision:
        """Return the decision as its word."""
        return Decision(value)


class ListHit(serializers.Serializer[Any]):
    """One entry of a list that may be the person."""

    list = serializers.CharField(source="list_name")
    kind = serializers.ChoiceField(choices=[word.value for word in ListKind])
    name = serializers.CharField(help_text="As the list writes it.")
    score = serializers.IntegerField(help_text="The provider's likeness, whole percent.")


class StoredScreening(serializers.Serializer[Any]):
    """One check of a person or a company at the screening provider, and what was decided."""

    id = serializers.UUIDField()
    user = serializers.UUIDField(source="user_id", allow_null=True, help_text="Null when it is about a company.")
    organisation = serializers.UUIDField(
        source="organisation_id", allow_null=True, help_text="Null when it is about a person."
    )
    state = serializers.SerializerMethodField()
    asks_register = serializers.BooleanField(help_text="Whether name and document were compared too.")
    requested_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    lists_version = serializers.CharField()
    hits = ListHit(many=True, source="found", help_text="The likeliest first.")
    decide_by = serializers.SerializerMethodField(help_text="Last legal day to decide; null when nothing waits.")
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by = serializers.UUIDField(source="decided_by_id", allow_null=True)
    reason = serializers.CharField()
    cleared_on = serializers.DateField(allow_null=True, help_text="First legal day (Asia/Shanghai) on which it counts.")
    expires_on = serializers.DateField(
        allow_null=True, help_text="First legal day (Asia/Shanghai) on which it no longer counts."
    )

    @extend_schema_field(serializers.ChoiceField(choices=[word.value for word in ScreeningState]))
    def get_state(self, row: Any) -> str:
        """Return where it stands on the legal day of the request."""
        return str(row.state_on(self.context["today"]))

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_decide_by(self, row: Any) -> str | None:
        """Return the last day to decide."""
        return decide_by(legal_day(row.answered_at)).isoformat() if row.is_undecided else None


class ClearanceRequest(serializers.Serializer[Any]):
    """Why a warning or a referral should be lifted."""

    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="In your own words; officers read it.")


class ClearanceOpinion(serializers.Serializer[Any]):
    """What an officer says to a request."""

    opinion = serializers.CharField(max_length=LONGEST_REASON, help_text="The asker reads it.")


class ClearanceTerms(ClearanceOpinion):
    """What an officer says to a request, and until when it would hold."""

    expires_on = serializers.DateField(
        help_text=f"First legal day (Asia/Shanghai) on which it no longer holds; at most {MOST_DAYS} days ahead."
    )


class ClearedObstacle(serializers.Serializer[Any]):
    """A finding that a clearance lifts."""

    rule = serializers.CharField()
    basis = serializers.CharField(help_text="Empty unless the rule judges several moments.")
    about = serializers.CharField(help_text="Empty unless the rule judges several persons.")
    outcome = serializers.ChoiceField(choices=list(Outcome))


class StoredClearance(serializers.Serializer[Any]):
    """A request to lift what stopped one question (解除), and what officers decided."""

    id = serializers.UUIDField()
    determination = serializers.UUIDField(source="determination_id")
    clears = ClearedObstacle(many=True)
    needs_two_officers = serializers.BooleanField(source="needs_two")
    state = serializers.SerializerMethodField()
    reason = serializers.CharField()
    opinion = serializers.CharField()
    requested_at = serializers.DateTimeField()
    proposed_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    granted_on = serializers.DateField(allow_null=True, help_text="First legal day (Asia/Shanghai) on which it holds.")
    expires_on = serializers.DateField(
        allow_null=True, help_text="First legal day (Asia/Shanghai) on which it no longer holds."
    )

    @extend_schema_field(serializers.ChoiceField(choices=[word.value for word in ClearanceState]))
    def get_state(self, row: Any) -> str:
        """Return where it stands on the legal day of the request."""
        return str(row.state_at(self.context["today"]))
