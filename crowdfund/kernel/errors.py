"""kernel / errors: what an action raises when it can't do what it was asked; the doors turn the code into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


class DomainError(Exception):
    """An anticipated failure: everything is rolled back and the person is told why.

    `code` is a stable word for programs; `params` are the values that the message needs, none of them secret. The
    status and the sentence belong to the doors, so a new class needs a row in their table.
    """

    code: ClassVar[str] = "domain_error"

    def __init__(self, **params: object) -> None:
        super().__init__()
        self.params: dict[str, object] = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code


class NotFound(DomainError):
    """There is no such thing, or the actor may not know that there is."""

    code = "not_found"


class NotAuthenticated(DomainError):
    """Nobody is signed in, and the verb needs somebody."""

    code = "not_authenticated"


class NotAuthorised(DomainError):
    """The actor may know the thing but not do this to it."""

    code = "not_authorised"


class StepUpRequired(DomainError):
    """The verb is sensitive and the actor has not proved lately that they are still themselves."""

    code = "step_up_required"


class Conflict(DomainError):
    """The thing is no longer, or already, as the request assumed; reading it again helps."""

    code = "conflict"


class IllegalMove(DomainError):
    """The state machine has no such move from the present state."""

    code = "illegal_move"

    def __init__(self, *, machine: str, state: str, event: str) -> None:
        super().__init__(machine=machine, state=state, event=event)


class Busy(DomainError):
    """Somebody else holds the thing; the same request may be sent again.

    :param retry_after: whole seconds after which trying again makes sense.
    """

    code = "busy"

    def __init__(self, *, retry_after: int, **params: object) -> None:
        super().__init__(retry_after=retry_after, **params)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with the input, and where.

    `pointer` is an RFC 6901 JSON pointer into the input (``/target_amount``), the empty string for the whole of it.
    """

    pointer: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)


class Invalid(DomainError):
    """The input can't be used; all that is wrong with it is named at once."""

    code = "invalid"

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        if not errors:
            raise ValueError("an invalid input has at least one error")
        super().__init__(errors=errors)
        self.errors = errors
