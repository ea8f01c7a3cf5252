"""tests / compliance: small books to read, spoil and seal."""

import re

from compliance.core.book import Book
from compliance.core.edition import edit
from compliance.core.node import BadBook

RELEASES_FILE = "book/releases.toml"
LAW_FILE = "book/law.toml"

ONE_RELEASE = """\
[[release]]
number = 1
issued_on = 2026-01-10
note = { zh = "首版", en = "First" }
hash = "unsealed"
"""

TWO_RELEASES = (
    ONE_RELEASE
    + """
[[release]]
number = 2
issued_on = 2026-06-10
note = { zh = "更正", en = "Correction" }
hash = "unsealed"
"""
)

LAW = """\
[instrument]
id = "law"
kind = "statute"
title = { zh = "某法", en = "Some Act" }
issuer = { zh = "某机关", en = "Some Authority" }
document = "No. 1"
published_on = 2014-08-21

[[provision]]
article = "12"
title = { zh = "门槛", en = "Threshold" }
effective_from = 2014-08-21
release = 1
encoded_on = 2026-01-01
verified_on = 2026-01-02
confidence = "confirmed"

[[parameter]]
id = "ticket"
unit = "CNY"
meaning = { zh = "最低金额", en = "Smallest amount" }
  [[parameter.value]]
  effective_from = 2014-08-21
  value = "1000000.00"
  cite = { article = "12", dated = 2014-08-21 }
  release = 1
  encoded_on = 2026-01-01
  verified_on = 2026-01-02
  confidence = "confirmed"
"""


def value_entry(**changes: object) -> str:
    """Return one more value of the last parameter of a text."""
    entry: dict[str, object] = {
        "effective_from": "2020-01-01",
        "value": '"2000000.00"',
        "cite": '{ article = "12", dated = 2014-08-21 }',
        "release": 1,
        "encoded_on": "2026-01-01",
        "verified_on": "2026-01-02",
        "confidence": '"confirmed"',
    }
    entry |= changes
    lines = [f"  {key} = {value}" for key, value in entry.items() if value is not None]
    return "\n".join(["  [[parameter.value]]", *lines, ""])


def spoilt(text: str, old: str, new: str) -> str:
    """Return the text with one place changed; the place must exist."""
    assert old in text, old
    return text.replace(old, new, 1)


def read_unsealed(law: str = LAW, releases: str = ONE_RELEASE, **more: str) -> Book:
    """Return the book of some texts, sealing each release with the hash that the error names."""
    files = [(LAW_FILE, law), *((f"book/{name}.toml", text) for name, text in more.items())]
    while True:
        try:
            return edit(releases=(RELEASES_FILE, releases), instruments=files)
        except BadBook as error:
            found = re.search(r"give \(([0-9a-f]{64})\)", str(error))
            if found is None:
                raise
            releases = _sealed(releases, error.place.line, found.group(1))


def _sealed(releases: str, line: int, seal: str) -> str:
    lines = releases.splitlines()
    lines[line - 1] = f'hash = "{seal}"'
    return "\n".join(lines)
