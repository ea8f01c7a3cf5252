"""files / cleaning: the child: reads the original from its input, writes one line of JSON and the clean version.

It begins as our own code and puts up its fence before the first byte of the file is parsed.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

from crowdfund.files.cleaning import fence
from crowdfund.files.cleaning.images import clean_image
from crowdfund.files.cleaning.pdf import clean_pdf
from crowdfund.files.cleaning.refused import Refused
from crowdfund.files.core.kinds import Kind, kind_of
from crowdfund.files.core.limits import Limits
from crowdfund.files.core.states import Reason


def main(words: list[str]) -> int:
    """Clean one file; `words` are the limits as JSON and the worker's number. Returns 0 once the answer is written."""
    fence.die_with_parent(int(words[1]))
    limits = Limits(**json.loads(words[0]))
    fence.bound(limits)
    fence.forbid()
    answer(sys.stdin.buffer, sys.stdout.buffer, limits=limits)
    return 0


def answer(original: BinaryIO, output: BinaryIO, *, limits: Limits) -> None:
    """Write what became of the file: a line of JSON, and behind it the clean version if there is one."""
    try:
        said, content = _cleaned(original.read(limits.size + 1), limits)
    except Refused as refused:
        said, content = {"reason": refused.reason}, b""
    except MemoryError:
        said, content = {"reason": Reason.TOO_HEAVY}, b""
    output.write(json.dumps(said).encode() + b"\n" + content)
    output.flush()


def _cleaned(content: bytes, limits: Limits) -> tuple[Mapping[str, Any], bytes]:
    kind = kind_of(content[:16])
    if kind is None:
        raise Refused(Reason.KIND)
    if len(content) > limits.size:
        raise Refused(Reason.TOO_HEAVY)
    if kind is Kind.PDF:
        clean, pages = clean_pdf(content, limits=limits)
    else:
        clean, pages = clean_image(content, kind=kind, limits=limits), 1
    return {"kind": kind, "pages": pages}, clean
