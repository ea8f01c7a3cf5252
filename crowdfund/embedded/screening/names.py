"""embedded / screening / names: which names and credit codes of the sandbox give which outcome; all else is clear."""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What the provider answers about a name or a code. `manner` is `prompt`, `asked` (only when asked) or `never`."""

    meaning: str
    result: str = "clear"
    manner: str = "prompt"
    hits: tuple[dict[str, Any], ...] = ()


def _hit(list_name: str, kind: str, name: str, score: int) -> dict[str, Any]:
    return {"list": list_name, "kind": kind, "name": name, "score": score}


EVERYBODY_ELSE: Final = Script(meaning="clear")

_SCRIPTS: Final = (
    (
        ("贾宏", "Test Sanctions"),
        Script(
            meaning="hit: sanctions 96 %, adverse news 71 %",
            result="hit",
            hits=(
                _hit("Sandbox sanctions list", "sanctions", "JIA Hong (贾宏)", 96),
                _hit("Sandbox news archive", "adverse", "贾鸿", 71),
            ),
        ),
    ),
    (
        ("甄政", "Test Pep"),
        Script(
            meaning="hit: politically exposed person 88 %",
            result="hit",
            hits=(_hit("Sandbox list of public offices", "pep", "ZHEN Zheng (甄政)", 88),),
        ),
    ),
    (
        ("闻非", "Test Adverse"),
        Script(
            meaning="hit: adverse news 64 %",
            result="hit",
            hits=(_hit("Sandbox news archive", "adverse", "闻斐", 64),),
        ),
    ),
    (("卜符", "Test Mismatch"), Script(meaning="name and document do not belong together", result="mismatch")),
    (
        ("贾宏国际贸易有限公司", "Test Sanctioned Company Limited", "91990000MA0HXR001C"),
        Script(
            meaning="company hit: sanctions 97 %",
            result="hit",
            hits=(_hit("Sandbox sanctions list", "sanctions", "JIA Hong International Trade (贾宏国际贸易)", 97),),
        ),
    ),
    (
        ("卜符科技有限公司", "Test Mismatched Company Limited", "91990000MA0HXR002F"),
        Script(meaning="company name and credit code do not belong together", result="mismatch"),
    ),
    (("石白", "Test Error"), Script(meaning="the check can't be carried out", result="error")),
    (("迟晚", "Test Late"), Script(meaning="clear, but said only to whoever asks", manner="asked")),
    (("莫言声", "Test Silent"), Script(meaning="never answered", manner="never")),
)


def script_of(name: str, *, credit_code: str | None = None) -> Script:
    """Return what happens to a name, or to a company's credit code; blanks and capitals do not matter."""
    by_code = _BY_NAME.get(_plain(credit_code)) if credit_code else None
    return by_code or _BY_NAME.get(_plain(name), EVERYBODY_ELSE)


def table() -> list[tuple[str, str]]:
    """Return names and meanings, for the page."""
    return [(" / ".join(names), script.meaning) for names, script in _SCRIPTS]


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


_BY_NAME: Final = {_plain(name): script for names, script in _SCRIPTS for name in names}
