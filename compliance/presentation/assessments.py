"""compliance / presentation: a risk assessment as a form, as a page and as JSON."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from rest_framework import serializers

from compliance.core.book import View
from compliance.core.facts import InvestorClass
from compliance.core.reminders import REMINDER_DAYS
from compliance.core.risk_assessment import Questionnaire, chosen_texts, grades_open_to
from compliance.core.rules.suitability import GRADES
from compliance.core.wording import INVESTOR_CLASSES, PRODUCT_GRADES
from compliance.library import newest_book_on, questionnaires
from compliance.models import RiskAssessment
from crowdfund.web.components.findings import article_text
from crowdfund.web.components.language import in_language


class RiskAnswers(forms.Form):
    """The answers to one version of the questionnaire, each question a field of its own."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, questionnaire: Questionnaire) -> None:
        """Ask the questions of a version, in the language of the reader."""
        super().__init__(data, initial={"version": questionnaire.number})
        for question in questionnaire.questions:
            self.fields[question.id] = forms.ChoiceField(
                label=in_language(question.text),
                choices=[(option.id, in_language(option.text)) for option in question.options],
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, str]:
        """Return the chosen option by question."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def shown_class(investor_class: InvestorClass, *, on: date) -> dict[str, Any]:
    """Return a class in words: its name, the grades open to it with their names, and the article that says so."""
    view = newest_book_on(on)
    citation = view.entry(GRADES[investor_class]).citation
    return {
        "name": in_language(INVESTOR_CLASSES[investor_class]),
        "grades": [
            in_language(PRODUCT_GRADES[grade]) for grade in PRODUCT_GRADES if grade in _open(investor_class, view)
        ],
        "takes_all": len(_open(investor_class, view)) == len(PRODUCT_GRADES),
        "is_lowest": investor_class is InvestorClass.C1_LOWEST,
        "source": f"《{citation.law}》{article_text(citation.article)}",
    }


def _open(investor_class: InvestorClass, view: View) -> tuple[str, ...]:
    return grades_open_to(investor_class, view)


def shown_assessment(row: RiskAssessment, *, today: date) -> dict[str, Any]:
    """Return an assessment with its class in words, whether it still holds, and what was answered."""
    version = next((each for each in questionnaires() if each.hash == row.questionnaire_hash), None)
    return {
        "row": row,
        "result": shown_class(InvestorClass(row.investor_class), on=today),
        "is_valid": today < row.expires_on,
        "ends_soon": 0 < (row.expires_on - today).days <= max(REMINDER_DAYS),
        "last_day": row.expires_on - timedelta(days=1),
        "most_points": version.most_points if version else None,
        "answers": [(in_language(asked), in_language(said)) for asked, said in chosen_texts(version, row.given())]
        if version
        else [],
    }


class BothSaid(serializers.Serializer[Any]):
    """A sentence in Simplified Chinese and in English."""

    zh = serializers.CharField()
    en = serializers.CharField()


class OfferedAnswer(serializers.Serializer[Any]):
    """One answer that a question offers."""

    id = serializers.CharField()
    text = BothSaid()
    points = serializers.IntegerField()
    disqualifies = serializers.BooleanField(help_text="Whoever says so is of the lowest class, `C1_LOWEST`.")


class AskedQuestion(serializers.Serializer[Any]):
    """One question, the answer that bears the least risk first."""

    id = serializers.CharField()
    text = BothSaid()
    options = OfferedAnswer(many=True)


class RiskQuestionnaire(serializers.Serializer[Any]):
    """The version of the risk questionnaire (风险测评问卷) that is in use."""

    version = serializers.IntegerField(source="number")
    hash = serializers.CharField(help_text="SHA-256 of all that it says.")
    effective_from = serializers.DateField()
    questions = AskedQuestion(many=True)
    least_points = serializers.DictField(child=serializers.IntegerField(), help_text="The least sum of each class.")


class RiskAnswersGiven(serializers.Serializer[Any]):
    """The answers to one version of the questionnaire."""

    version = serializers.IntegerField()
    answers = serializers.DictField(
        child=serializers.CharField(), help_text="The id of one option by that of a question."
    )


class StoredRiskAssessment(serializers.Serializer[Any]):
    """One risk assessment (风险测评); of several the latest counts."""

    id = serializers.UUIDField()
    user = serializers.UUIDField(source="user_id")
    version = serializers.IntegerField(source="questionnaire")
    answers = serializers.DictField(source="given", child=serializers.CharField())
    points = serializers.IntegerField()
    investor_class = serializers.ChoiceField(choices=[word.value for word in InvestorClass])
    assessed_on = serializers.DateField(help_text="First legal day (Asia/Shanghai) on which it is valid.")
    expires_on = serializers.DateField(help_text="First legal day (Asia/Shanghai) on which it is no longer valid.")
    assessed_at = serializers.DateTimeField()
