"""web / samples: made-up values for the style guide, one for each state that a component can be in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from crowdfund.kernel.money import Currency, Money
from crowdfund.web.charts.bars import Bound, LimitBar, limit_bars
from crowdfund.web.charts.heat import heat_grid
from crowdfund.web.charts.series import Point, time_series
from crowdfund.web.charts.shares import Share, share_bar
from crowdfund.web.components.amounts import money_text, percent_text
from crowdfund.web.components.outcomes import outcome_word
from crowdfund.web.components.steps import Step
from crowdfund.web.components.tables import Table
from crowdfund.web.components.words import StateFace, Tone
from crowdfund.web.inputs import AmountField, DayInput

SAMPLE_DAY = date(2026, 11, 22)
SAMPLE_INSTANT = datetime(2026, 11, 22, 5, 30, 7, tzinfo=UTC)

Bilingual = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCitation:
    """A source as the rulebook gives it."""

    law: str
    article: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFinding:
    """A finding as the rulebook gives it."""

    outcome: str
    measured: str
    limit: str
    citation: SampleCitation
    unit: str
    message: Bilingual
    remedy: Bilingual


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=pgettext_lazy("sample", "Name of the raise"), max_length=80)
    target = AmountField(
        label=pgettext_lazy("sample", "Target"),
        help_text=pgettext_lazy("sample", "In full, with at most two decimals."),
    )
    closes_on = forms.DateField(
        label=pgettext_lazy("sample", "Last day to subscribe"),
        widget=DayInput(),
        required=False,
    )
    form = forms.ChoiceField(
        label=pgettext_lazy("sample", "Form of the company"),
        choices=[
            ("llc", pgettext_lazy("sample", "limited liability company")),
            ("jsc", pgettext_lazy("sample", "joint-stock company")),
        ],
        widget=forms.RadioSelect,
    )
    summary = forms.CharField(
        label=pgettext_lazy("sample", "Summary"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    agreed = forms.BooleanField(label=pgettext_lazy("sample", "I have read the statement of risks."))


def samples() -> dict[str, Any]:
    """Return everything the style guide shows."""
    return {
        "amounts": [
            _yuan("2500000.00"),
            _yuan("0.00"),
            _yuan("-12345.67"),
            Money.parse("98000.00", Currency.USD),
            None,
        ],
        "large": _yuan("2500000.00"),
        "ratio": Fraction(1, 8),
        "today": SAMPLE_DAY,
        "days": [date(2026, 12, 4), SAMPLE_DAY, date(2026, 11, 20), None],
        "instant": SAMPLE_INSTANT,
        "faces": _faces(),
        "steps": _steps(),
        "refusal": {"verdict": "deny", "findings": _findings(), "number": "0193531e-6b1c-7e04-9b5c-2f1f6ad0c7aa"},
        "permitted": {"verdict": "permit", "findings": []},
        "trail": [
            {"label": pgettext("sample", "Raises"), "url": "#"},
            {"label": pgettext("sample", "Series A of a sample company"), "url": ""},
        ],
        "missing": _missing(),
        "events": _events(),
        "table": _table(),
        "tabs": [
            {"label": pgettext("sample", "To review"), "url": "#", "current": True, "count": 3},
            {"label": pgettext("sample", "Decided"), "url": "#", "current": False, "count": 0},
        ],
        "form": SampleForm(
            initial={"name": pgettext("sample", "Series A of a sample company"), "target": _yuan("2500000.00")}
        ),
        "refused_form": SampleForm({"refused-name": "", "refused-target": "12.345"}, prefix="refused"),
        "charts": [_limits(), _shares(), _line(), _grid()],
    }


def _yuan(text: str) -> Money:
    return Money.parse(text, Currency.CNY)


def _faces() -> list[StateFace]:
    return [
        StateFace(label=pgettext("sample", "Draft"), tone=Tone.DRAFT),
        StateFace(label=pgettext("sample", "Submitted"), tone=Tone.WAITING),
        StateFace(label=pgettext("sample", "Approved"), tone=Tone.DECIDED),
        StateFace(label=pgettext("sample", "Open"), tone=Tone.LIVE),
        StateFace(label=pgettext("sample", "Returned"), tone=Tone.REFUSED),
        StateFace(label=pgettext("sample", "Closed"), tone=Tone.ENDED),
    ]


def _steps() -> list[Step]:
    places = ("done", "current", "ahead", "ahead")
    return [Step(label=face.label, place=place) for face, place in zip(_faces()[:4], places, strict=True)]


def _findings() -> list[SampleFinding]:
    source = SampleCitation(law="示例管理办法", article="8", dated=date(2023, 9, 1))
    said: dict[str, tuple[Bilingual, Bilingual]] = {
        "advise": (
            {"zh": "本轮融资的说明书超过六个月。", "en": "The statement is older than six months."},
            {"zh": "", "en": ""},
        ),
        "warn": (
            {"zh": "领投比例接近下限。", "en": "The lead ratio is close to the floor."},
            {
                "zh": "请领投人追加认购，或书面说明理由。",
                "en": "Ask the lead to commit more, or give a written reason.",
            },
        ),
        "refer": (
            {"zh": "缺少企业登记日期，无法判断。", "en": "The day of registration is missing, so nothing can be said."},
            {"zh": "请补充企业登记日期。", "en": "State the day of registration."},
        ),
        "deny": (
            {"zh": "最低认购金额低于规定。", "en": "The minimum ticket is below what the rules ask for."},
            {"zh": "将最低认购金额提高到 1,000,000.00 元。", "en": "Raise the minimum ticket to CNY 1,000,000.00."},
        ),
    }
    return [
        SampleFinding(
            outcome=outcome,
            measured="unknown" if outcome == "refer" else "500000.00",
            limit="1000000.00",
            unit="CNY",
            citation=source,
            message=message,
            remedy=remedy,
        )
        for outcome, (message, remedy) in said.items()
    ]


def _missing() -> list[dict[str, Any]]:
    return [
        {"label": pgettext("sample", "Name and registration of the company"), "is_done": True},
        {
            "label": pgettext("sample", "Minimum ticket"),
            "is_done": False,
            "url": "#",
            "detail": pgettext("sample", "At least CNY 1,000,000.00."),
        },
        {"label": pgettext("sample", "Last day to subscribe"), "is_done": False, "url": "#"},
    ]


def _events() -> list[dict[str, Any]]:
    return [
        {
            "verb": pgettext("sample", "Raise returned"),
            "at": SAMPLE_INSTANT,
            "by": pgettext("sample", "compliance officer"),
            "reason": pgettext("sample", "The minimum ticket is missing."),
        },
        {
            "verb": pgettext("sample", "Submission refused"),
            "at": SAMPLE_INSTANT,
            "by": pgettext("sample", "founder"),
            "outcome": "deny",
            "url": "#",
        },
        {"verb": pgettext("sample", "Raise drafted"), "at": SAMPLE_INSTANT, "by": pgettext("sample", "founder")},
    ]


def _table() -> Table:
    rows = [
        (pgettext("sample", "Lead investor"), _yuan("750000.00"), SAMPLE_DAY, 1),
        (pgettext("sample", "Followers"), _yuan("1250000.50"), date(2026, 11, 20), 12),
        (pgettext("sample", "Room left"), _yuan("499999.50"), None, 0),
    ]
    return Table(
        caption=pgettext("sample", "Commitments"),
        headings=[
            pgettext("sample", "Holder"),
            pgettext("sample", "Amount"),
            pgettext("sample", "Since"),
            pgettext("sample", "Head-count"),
        ],
        rows=rows,
    )


def _limits() -> Any:
    ratio, floor, count, ceiling = Fraction(3, 10), Fraction(1, 20), Fraction(53, 100), Fraction(1, 2)
    bars = [
        LimitBar(
            label=pgettext("sample", "Lead ratio"),
            value=ratio,
            value_text=percent_text(ratio),
            limit=floor,
            limit_text=percent_text(floor),
            bound=Bound.AT_LEAST,
        ),
        LimitBar(
            label=pgettext("sample", "Largest follower"),
            value=count,
            value_text=percent_text(count),
            limit=ceiling,
            limit_text=percent_text(ceiling),
        ),
    ]
    return limit_bars(
        title=pgettext("sample", "Measured against the limits"),
        bars=bars,
        note=pgettext("sample", "Percentages of the raise."),
    )


def _shares() -> Any:
    amounts = {
        pgettext("sample", "Lead investor"): _yuan("750000.00"),
        pgettext("sample", "Followers"): _yuan("1250000.50"),
        pgettext("sample", "Room left"): _yuan("499999.50"),
    }
    shares = [Share(label=label, weight=amount.minor, text=money_text(amount)) for label, amount in amounts.items()]
    return share_bar(
        title=pgettext("sample", "How the raise is filled"), shares=shares, base=pgettext("sample", "the raise")
    )


def _line() -> Any:
    amounts = ((16, "0.00"), (17, "300000.00"), (19, "750000.00"), (20, "600000.00"), (22, "2000000.50"))
    points = [
        Point(day=date(2026, 11, day), value=_yuan(text).minor, text=money_text(_yuan(text))) for day, text in amounts
    ]
    return time_series(
        title=pgettext("sample", "Money received"), points=points, value_heading=pgettext("sample", "Amount")
    )


def _grid() -> Any:
    rows = [
        (outcome_word("permit"), [12, 8, 0, 3]),
        (outcome_word("warn"), [0, 2, 1, 0]),
        (outcome_word("deny"), [1, 0, 0, 4]),
    ]
    columns = ["2026-08", "2026-09", "2026-10", "2026-11"]
    return heat_grid(
        title=pgettext("sample", "Verdicts by month"), corner=pgettext("sample", "Verdict"), columns=columns, rows=rows
    )
