"""compliance / presentation: the form of an application for a certification, and what the verb takes of it."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from compliance.core.certification import (
    DEEMED,
    EVIDENCE_OF,
    LONGEST_STATEMENT,
    LOOKED_THROUGH,
    EvidenceKind,
    InstitutionForm,
    Regime,
)
from compliance.core.declaration import AssetKind, Declaration
from compliance.core.facts import ProductKind
from compliance.core.proofs import Exhibit, Proof
from compliance.core.wording import PRODUCT_KINDS
from compliance.words import ASSETS, INSTITUTIONS, PROOFS, evidence_word
from crowdfund.files.forms import UploadField
from crowdfund.web.components.language import in_language
from crowdfund.web.inputs import AmountField

INCOMES: Final = ("income_1", "income_2", "income_3")


class CertificationEntry(forms.Form):
    """What an investor applies with, under one regime; only what this regime asks."""

    evidence = forms.ChoiceField(label=_("You are"), widget=forms.RadioSelect)
    ticket = AmountField(
        label=_("What you mean to put into one fund"), help_text=_("At least 1,000,000 yuan."), required=False
    )
    family_debts = AmountField(label=_("Debts of the family"), help_text=_("0 for none."), required=False)
    income_1 = AmountField(label=_("Income of the last year"), required=False)
    income_2 = AmountField(label=_("Income of the year before"), required=False)
    income_3 = AmountField(label=_("Income of the year before that"), required=False)
    experience_years = forms.IntegerField(
        label=_("Full years of investing"), help_text=_("At least two."), min_value=0, max_value=100, required=False
    )
    product_kind = forms.ChoiceField(label=_("Kind of product"), required=False)
    net_assets = AmountField(
        label=_("Net assets of the institution"), help_text=_("At the last year-end."), required=False
    )
    institution = forms.ChoiceField(
        label=_("The institution is"),
        choices=[(word.value, label) for word, label in INSTITUTIONS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    final_investors = forms.IntegerField(
        label=_("Final investors behind it"),
        help_text=_("Everybody to whom the money belongs in the end; they are counted in each raise."),
        min_value=1,
        max_value=100_000,
        required=False,
    )
    unqualified_investors = forms.IntegerField(
        label=_("How many of them are not shown to be qualified"),
        help_text=_("0 if you hold proof for each."),
        min_value=0,
        max_value=100_000,
        required=False,
    )
    manager_number = forms.CharField(
        label=_("Registration of the manager"),
        help_text=_("Such as P1000001. You count as qualified in this manager's funds only."),
        max_length=40,
        required=False,
    )
    statement = forms.CharField(
        label=_("What shows it"),
        help_text=_(
            "Name the documents, their dates and amounts. Stored encrypted; only you and compliance officers read it."
        ),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )

    def __init__(
        self, *given: Any, regime: Regime = Regime.PRIVATE_FUND_2014, renews: bool = False, **options: Any
    ) -> None:
        """Ask what the regime asks; a renewal needs at least one new document."""
        super().__init__(*given, **options)
        self.regime, self.renews = regime, renews
        fields: dict[str, Any] = self.fields
        fields["evidence"].choices = [(word.value, evidence_word(regime, word)) for word in EVIDENCE_OF[regime]]
        kinds = ((kind.value, in_language(name)) for kind, name in PRODUCT_KINDS.items())
        fields["product_kind"].choices = [("", _("Choose")), *kinds]
        fields |= {kind.value: AmountField(label=label, required=False) for kind, label in ASSETS.items()}
        fields |= {f"proof_{proof}": UploadField(label=label, required=False) for proof, label in PROOFS.items()}
        for name in _NOT_ASKED[regime]:
            del fields[name]
        if regime is Regime.ASSET_MANAGEMENT_2018:
            fields["ticket"].label = _("What you mean to put into one product")
            fields["ticket"].help_text = _("300,000 to 1,000,000 yuan at least, by the kind of product.")

    def clean_evidence(self) -> EvidenceKind:
        """Return the evidence as its word."""
        return EvidenceKind(self.cleaned_data["evidence"])

    def clean(self) -> dict[str, Any]:
        """Put the figures together; what is needed beside something else is named where it is missing."""
        cleaned: dict[str, Any] = super().clean() or {}
        incomes = [cleaned.get(name) for name in INCOMES]
        if any(each is None for each in incomes) and any(each is not None for each in incomes):
            for name in (name for name, each in zip(INCOMES, incomes, strict=True) if each is None):
                self.add_error(name, forms.ValidationError(_("State all three years, 0 for none."), code="required"))
        for name in self._still_needed(cleaned):
            self.add_error(name, forms.ValidationError(_("This is needed."), code="required"))
        return cleaned

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields in groups: what each is about, for which kinds of evidence, each figure with its proof."""
        holdings = [name for kind in AssetKind for name in (kind.value, f"proof_{kind}")]
        behind = ["institution", "final_investors", "unqualified_investors", "proof_final_investors"]
        groups = (
            (_("What you invest"), (), ["ticket", "product_kind", "experience_years", "proof_experience"]),
            (_("Financial assets"), _BY_ASSETS, [*holdings, "family_debts", "proof_family"]),
            (_("Income of three years"), (EvidenceKind.ANNUAL_INCOME,), [*INCOMES, "proof_income"]),
            (_("Net assets of the institution"), (EvidenceKind.NET_ASSETS,), ["net_assets", "proof_net_assets"]),
            (_("Deemed to be qualified"), tuple(DEEMED), ["proof_deemed"]),
            (_("Your manager"), (EvidenceKind.MANAGER_OR_STAFF,), ["manager_number"]),
            (_("Who stands behind it"), LOOKED_THROUGH, behind),
        )
        found = [
            {"legend": legend, "of": of, "fields": [self[name] for name in names if name in self.fields]}
            for legend, of, names in groups
        ]
        return [group for group in found if group["fields"]]

    def _still_needed(self, cleaned: Mapping[str, Any]) -> list[str]:
        """Return what an institution, or a manager's staff, must say besides and has not said."""
        evidence, needed = cleaned.get("evidence"), []
        if evidence is EvidenceKind.NET_ASSETS:
            needed.append("institution")
        if evidence is EvidenceKind.MANAGER_OR_STAFF:
            needed.append("manager_number")
        if evidence in LOOKED_THROUGH and cleaned.get("institution") == InstitutionForm.POOLING_VEHICLE:
            needed += ["final_investors", "unqualified_investors"]
        return [name for name in needed if name not in self.errors and cleaned.get(name) in (None, "")]


_BY_ASSETS: Final = (
    EvidenceKind.FINANCIAL_ASSETS,
    EvidenceKind.FAMILY_FINANCIAL_ASSETS,
    EvidenceKind.FAMILY_NET_FINANCIAL_ASSETS,
)
_ONLY_2018: Final = ("family_debts", "experience_years", "product_kind", "proof_family", "proof_experience")
_NOT_ASKED: Final = {
    Regime.PRIVATE_FUND_2014: _ONLY_2018,
    Regime.ASSET_MANAGEMENT_2018: (
        "manager_number",
        "final_investors",
        "unqualified_investors",
        "proof_deemed",
        "proof_final_investors",
    ),
}
"""What a regime does not ask, by field."""


def application(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the verb takes of a clean entry."""
    return {
        "evidence": cleaned["evidence"],
        "statement": cleaned["statement"],
        "declaration": declaration(cleaned),
        "exhibits": [
            Exhibit(shows=proof, upload=upload) for proof in Proof if (upload := cleaned.get(f"proof_{proof}"))
        ],
    }


def declaration(cleaned: Mapping[str, Any]) -> Declaration:
    """Return the figures of an entry as far as they could be read."""
    incomes = [amount for name in INCOMES if (amount := cleaned.get(name)) is not None]
    product, institution = cleaned.get("product_kind"), cleaned.get("institution")
    return Declaration(
        ticket=cleaned.get("ticket"),
        holdings=tuple((kind, amount) for kind in AssetKind if (amount := cleaned.get(kind.value)) is not None),
        incomes=tuple(incomes) if len(incomes) == len(INCOMES) else (),
        net_assets=cleaned.get("net_assets"),
        family_debts=cleaned.get("family_debts"),
        experience_years=cleaned.get("experience_years"),
        product_kind=ProductKind(product) if product else None,
        institution=InstitutionForm(institution) if institution else None,
        final_investors=cleaned.get("final_investors"),
        unqualified_investors=cleaned.get("unqualified_investors"),
        manager_number=cleaned.get("manager_number") or "",
    )


def entry_of(evidence: EvidenceKind, declared: Declaration) -> dict[str, Any]:
    """Return a declaration as the entries of the form, for a renewal; the statement is to be written anew."""
    rest = ("ticket", "net_assets", "family_debts", "experience_years", "product_kind", "institution")
    behind = ("final_investors", "unqualified_investors", "manager_number")
    return {
        "evidence": evidence.value,
        **{name: getattr(declared, name) for name in (*rest, *behind)},
        **dict(zip(INCOMES, declared.incomes, strict=False)),
        **{kind.value: amount for kind, amount in declared.holdings},
    }
