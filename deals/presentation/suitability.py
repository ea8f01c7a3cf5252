"""deals / presentation: how risky a raise is, whether it suits the reader, and the special warning."""

from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from compliance.core.facts import InvestorClass, ProductGrade
from compliance.core.papers import in_use
from compliance.core.risk_assessment import CLASSES, grades_open_to
from compliance.core.wording import INVESTOR_CLASSES, PRODUCT_GRADES
from compliance.library import newest_book_on, special_warnings
from crowdfund.web.components.findings import article_text
from crowdfund.web.components.language import in_language
from deals.core.round import RoundSnapshot
from deals.core.suitability import LONGEST_REQUEST, Standing, SuitabilityStamp, standing

WORDS: Final[dict[Standing, tuple[Promise, Promise]]] = {
    Standing.UNASSESSED: (
        gettext_lazy("Not assessed"),
        gettext_lazy(
            "Nobody subscribes or leads before a risk assessment. It takes a few minutes and holds three years."
        ),
    ),
    Standing.RUN_OUT: (
        gettext_lazy("Assessment run out"),
        gettext_lazy("Your risk assessment is no longer valid. Take it again before you subscribe or lead."),
    ),
    Standing.CLOSED: (
        gettext_lazy("Not open to you"),
        gettext_lazy("You are of the lowest class, to which only R1 is open. There is no exception and no release."),
    ),
    Standing.UNSUITABLE: (
        gettext_lazy("Does not suit you"),
        gettext_lazy("The raise is riskier than your class bears. Read the warning; to go on you must ask in writing."),
    ),
    Standing.ASKED: (
        gettext_lazy("Does not suit you"),
        gettext_lazy(
            "You have asked for it in writing. Go on below; then ask for a clearance, on which two officers decide."
        ),
    ),
}
"""What a reader is told who is not simply suited."""


def shown_grade(grade: ProductGrade | None, *, today: date) -> dict[str, str] | None:
    """Return a grade in words: its name, and the classes that it suits; None before an officer gave one."""
    if grade is None:
        return None
    view = newest_book_on(today)
    suited = [each.value for each in CLASSES if grade.value in grades_open_to(each, view)]
    return {
        "name": in_language(PRODUCT_GRADES[grade]),
        "suits": _("suits class {classes}").format(classes=", ".join(suited)),
    }


def standing_of(raised: RoundSnapshot, stamp: SuitabilityStamp, *, today: date) -> Standing | None:
    """Return where an investor stands with a raise; None before it has a grade."""
    if raised.product_grade is None:
        return None
    assessment = stamp.assessment
    suited = grades_open_to(assessment.investor_class, newest_book_on(today)) if assessment else ()
    return standing(stamp, grade=raised.product_grade, suited=suited, today=today)


def suitability_panel(raised: RoundSnapshot, stamp: SuitabilityStamp, *, today: date) -> dict[str, Any]:
    """Return what a page says about suitability before somebody puts money in; nothing where the raise suits them."""
    found = standing_of(raised, stamp, today=today)
    if found is None or found not in WORDS:
        return {}
    word, text = WORDS[found]
    warns = found in (Standing.UNSUITABLE, Standing.ASKED)
    return {
        "standing": found.value,
        "word": word,
        "text": text,
        "class": in_language(INVESTOR_CLASSES[stamp.assessment.investor_class]) if stamp.assessment else "",
        "warning": shown_warning(today) if warns else None,
    }


def shown_warning(today: date) -> dict[str, Any]:
    """Return the special written warning in use, in the language of the reader, with where it comes from."""
    warning = in_use(special_warnings(), on=today)
    citation = newest_book_on(today).provision("suitability_guideline_2017#44").citation
    return {
        "version": warning.number,
        "paragraphs": [in_language(each) for each in warning.paragraphs],
        "source": f"《{citation.law}》{article_text(citation.article)}",
    }


class SuitabilityRequestIn(serializers.Serializer[Any]):
    """An investor's own written request for a raise above their class."""

    version = serializers.IntegerField(help_text="Of the special warning that you have read.")
    language = serializers.ChoiceField(choices=["zh", "en"], default="zh", help_text="In which you have read it.")
    statement = serializers.CharField(max_length=LONGEST_REQUEST, help_text="Your own words; stored encrypted.")


class SuitabilityRequestOut(serializers.Serializer[Any]):
    """A stored written request, with the warning that was shown."""

    id = serializers.UUIDField()
    round = serializers.UUIDField(source="round_id")
    product_grade = serializers.CharField()
    investor_class = serializers.CharField()
    version = serializers.IntegerField(source="warning")
    shown = serializers.CharField()
    statement = serializers.CharField()
    requested_at = serializers.DateTimeField()


class WarnedIn(serializers.Serializer[Any]):
    """One paragraph of a warning."""

    zh = serializers.CharField()
    en = serializers.CharField()


class WarningOut(serializers.Serializer[Any]):
    """The special written warning in use."""

    version = serializers.IntegerField(source="number")
    hash = serializers.CharField()
    paragraphs = WarnedIn(many=True)


class SuitabilityOut(serializers.Serializer[Any]):
    """Whether a raise suits the caller."""

    product_grade = serializers.ChoiceField(choices=[word.value for word in ProductGrade], allow_null=True)
    investor_class = serializers.ChoiceField(choices=[word.value for word in InvestorClass], allow_null=True)
    standing = serializers.ChoiceField(
        choices=[word.value for word in Standing],
        allow_null=True,
        help_text="`unsuitable` needs a written request, `asked` a clearance; `closed` has no way round.",
    )
    warning = WarningOut()
