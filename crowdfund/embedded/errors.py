"""embedded / errors: the one exception of this room, whose text is the sentence a person reads."""


class CannotStart(Exception):
    """Something outside this program prevents it; the message is one clear sentence that says what to do."""
