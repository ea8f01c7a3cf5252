"""files / core: what a verb of this room says when it can't be done."""

from typing import ClassVar

from crowdfund.kernel.errors import Conflict


class FileNotServed(Conflict):
    """The reader may know of the file, but there is no clean version of it: not yet, or never."""

    code: ClassVar[str] = "file_not_served"


class FileAttachedAlready(Conflict):
    """The file is about something else already."""

    code: ClassVar[str] = "file_attached_already"
