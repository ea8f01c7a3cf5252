"""compliance / core: what is wrong with the input of a calculator, and where; everything at once."""

from dataclasses import dataclass
from typing import Final

from compliance.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Complaint:
    """One bad place of an input: `pointer` is an RFC 6901 JSON pointer, `code` a stable word, `detail` says it."""

    pointer: str
    code: str
    detail: Sentence


class Complaints:
    """Collects what is wrong while the input is read."""

    def __init__(self) -> None:
        self._found: list[Complaint] = []

    def add(self, pointer: str, code: str, detail: Sentence) -> None:
        """Remember one bad place."""
        self._found.append(Complaint(pointer, code, detail))

    @property
    def found(self) -> tuple[Complaint, ...]:
        """Return what was found, in the order of the input."""
        return tuple(self._found)


def below(pointer: str, name: str | int) -> str:
    """Return the pointer of a part of what `pointer` names.

    >>> below("/edges", 0), below("", "a/b~c")
    ('/edges/0', '/a~1b~0c')

    Half of a surrogate pair, which JSON can spell and no answer can carry, is written out.
    """
    spelt = str(name).encode("utf-8", "backslashreplace").decode("utf-8")
    return f"{pointer}/{spelt.replace('~', '~0').replace('/', '~1')}"


UNKNOWN_FIELD: Final = Sentence(zh="没有这个字段。", en="There is no such field.")
TWICE: Final = Sentence(zh="该字段写了两次。", en="This field is written twice.")
REQUIRED: Final = Sentence(zh="必须填写。", en="This is needed.")
