"""web / problems: the one table from which error pages and RFC 9457 problems are made.

Each code has a status, a title, a sentence and what to do next. A new error class in any room needs a row here (a
test enforces it), so nobody ever reads the text of an exception.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crowdfund.kernel.errors import Busy, DomainError, FieldError, Invalid
from crowdfund.kernel.money import Money
from crowdfund.web.components.amounts import money_text

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """One row of the table: what a code means to a person and to a program."""

    code: str
    status: int
    title: Words
    detail: Words
    remedy: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One occurrence: the kind, where the input was wrong, and values a program may need."""

    kind: ProblemKind
    errors: tuple[FieldError, ...] = ()
    retry_after: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def body(self, *, instance: str, request_id: str) -> dict[str, Any]:
        """Return the RFC 9457 object in the current language."""
        body: dict[str, Any] = {
            "type": f"/problems/{self.kind.code}",
            "code": self.kind.code,
            "status": self.kind.status,
            "title": str(self.kind.title),
            "detail": str(self.kind.detail),
            "remedy": str(self.kind.remedy),
            "instance": instance,
            "request_id": request_id,
            **self.extra,
        }
        if self.errors:
            body["errors"] = [
                {"pointer": error.pointer, "code": error.code, "detail": field_message(error)} for error in self.errors
            ]
        return body


def _kind(code: str, status: int, title: Words, detail: Words, remedy: Words) -> tuple[str, ProblemKind]:
    return code, ProblemKind(code=code, status=status, title=title, detail=detail, remedy=remedy)


_READ_AGAIN = _("Open the page again, read what changed, and decide anew.")

KINDS: dict[str, ProblemKind] = dict(
    [
        _kind("bad_request", 400, _("The request could not be read"),
              _("What arrived is not in the form that this address expects."), _("Compare it with the API description.")),
        _kind("idempotency_key_missing", 400, _("An Idempotency-Key is missing"),
              _("This request changes something, so it needs a key that names it."),
              _("Send a fresh random key (16 to 200 characters) and keep it for every retry.")),
        _kind("not_authenticated", 401, _("Please sign in"),
              _("This address is only for people and partners who have signed in."),
              _("Sign in, or send a valid access token.")),
        _kind("not_authorised", 403, _("You may not do this"),
              _("You may see this, but doing it needs another role."),
              _("Ask the owner of your organisation, or the platform's operations.")),
        _kind("csrf", 403, _("This form has expired"),
              _("The form could not be matched with your session, so nothing was changed."),
              _("Go back; what you typed is still there. Reload the form and send it again.")),
        _kind("step_up_required", 403, _("Please confirm that it is you"),
              _("This decision needs your second factor within the last five minutes."),
              _("Confirm with your one-time code and send the decision again.")),
        _kind("second_factor_required", 403, _("Set up your second factor first"),
              _("Your role may do nothing on the platform without a second factor."),
              _("Set up one-time codes or a passkey for your account, then come back.")),
        _kind("not_found", 404, _("Nothing here"),
              _("There is nothing at this address, or it is not for you to see."),
              _("Check the address, or start from your home page.")),
        _kind("method_not_allowed", 405, _("Not possible here"),
              _("This address does not take that kind of request."), _("Compare it with the API description.")),
        _kind("not_acceptable", 406, _("No such format"),
              _("This address answers in JSON only."), _("Ask for application/json.")),
        _kind("conflict", 409, _("Something changed in the meantime"),
              _("What you wanted to change is no longer as you saw it, so nothing was changed."), _READ_AGAIN),
        _kind("identity_number_taken", 409, _("This document belongs to another checked person"),
              _("Another person was already checked with this number, so one of the two declarations is false."),
              _("Compare both declarations with the document, and refuse the one that does not fit.")),
        _kind("certification_waiting", 409, _("An application already waits"),
              _("A compliance officer has not decided on your earlier application yet, so nothing was changed."),
              _("Wait for the decision; you will be told.")),
        _kind("nothing_to_renew", 409, _("There is nothing to renew"),
              _("The certification was never approved, or is of another regime, so nothing was changed."),
              _("Apply for a new certification instead.")),
        _kind("evidence_missing", 409, _("Documents are missing"),
              _("A figure that the certification would rest on has no document, so nothing was changed."),
              _("Ask the applicant for a new application with a document for each figure, or refuse this one.")),
        _kind("not_clearable", 409, _("Nothing here can be cleared"),
              _("Either nothing stops the step, or one of the findings is final."),
              _("Mend what the findings name; what is final has no clearance.")),
        _kind("clearance_waiting", 409, _("A clearance was asked for already"),
              _("Each determination has one request, so nothing was changed."), _("Open the request and read on.")),
        _kind("second_officer_needed", 409, _("Another officer confirms"),
              _("You proposed this clearance yourself, so nothing was changed."),
              _("Ask another compliance officer to confirm it.")),
        _kind("second_factor_missing", 409, _("This user has no second factor"),
              _("Officers and operators need a password and a second factor before they get the role."),
              _("Ask the user to set up one-time codes or a passkey, then give the role.")),
        _kind("identity_not_checked", 409, _("This user's identity is not checked"),
              _("Founders and investors need a checked identity before they get the role."),
              _("A compliance officer checks the identity first.")),
        _kind("role_held_already", 409, _("The user has this role already"),
              _("Nothing was changed, because the user already holds the role."), _READ_AGAIN),
        _kind("too_many_invitations", 409, _("Too many open invitations"),
              _("So many invitations of this organisation are still open that no more can be sent."),
              _("Withdraw some of them first.")),
        _kind("invitation_expired", 409, _("This invitation has expired"),
              _("It was not used in time, so you did not join."), _("Ask the sender for a new invitation.")),
        _kind("already_member", 409, _("You are a member already"),
              _("You belong to this organisation, so the invitation was not used."), _("Open the organisation's page.")),
        _kind("last_owner", 409, _("The last owner stays"),
              _("An organisation keeps at least one owner, so the membership was not ended."),
              _("Invite another owner first.")),
        _kind("clock_is_locked", 409, _("The clock can't be moved here"),
              _("Business time is real time on this platform, so nothing was changed."),
              _("Only a sandbox has a clock that can be moved.")),
        _kind("minimum_not_reached", 409, _("The raise can't close yet"),
              _("Either the lead has not paid in full, or all together have paid less than the minimum."),
              _("Wait until more is paid, or until the last day is over.")),
        _kind("project_in_use", 409, _("This project is being read"),
              _("A raise of it lies before officers or investors, so what it says stays as it was judged."),
              _("Change it before the next raise is submitted, or once this one has ended or was returned.")),
        _kind("filing_recorded_already", 409, _("The filing was recorded already"),
              _("Somebody has recorded it, or corrected the record, since you read it; nothing was changed."),
              _("Read what stands now, and correct it if it is wrong.")),
        _kind("nothing_to_rescind", 409, _("There is nothing to rescind"),
              _("Only a subscription that is paid in full and was not called back yet can be rescinded."),
              _("Cancel one that is not paid yet; after the call-back the contract stands.")),
        _kind("nobody_to_call_back", 409, _("There is nobody to call back"),
              _("The subscription is not paid in full, was called back already, or has ended."),
              _("Go on with the next one in the queue.")),
        _kind("lead_rescinds_in_person", 409, _("A lead rescinds in person"),
              _("Without its lead the raise ends for everybody, so this is not done by word of mouth."),
              _("Tell the lead to rescind on the page of their subscription, or call again later.")),
        _kind("exit_window_live_already", 409, _("A window has not ended yet"),
              _("The units are spoken for by another window for the next-round exit, so no second one was proposed."),
              _("Wait until that window is settled or has ended.")),
        _kind("exit_window_over", 409, _("This window is over"),
              _("Its last day has passed, so what was said before stands."), _("See on its page what becomes of it.")),
        _kind("exit_window_not_over", 409, _("This window is not over yet"),
              _("Holders may still change their minds, so nothing was allocated."),
              _("Allocate it on the day after its last, or let the platform do it.")),
        _kind("not_certified", 409, _("Your certification has run out"),
              _("Only a certified qualified investor takes units, so nothing was changed."),
              _("Apply for the certification again, and answer once it is approved.")),
        _kind("custodian_away", 503, _("The custodian bank does not answer"),
              _("Without the bank no money moves, so nothing was changed."), _("Try again in a minute.")),
        _kind("no_room_left", 409, _("Not enough room left in this raise"),
              _("Less can still be subscribed than you asked for, so nothing was changed."),
              _("Look how much room is left now, and subscribe for less or in another raise.")),
        _kind("certification_changed", 409, _("Your certification has just changed"),
              _("The rules were asked about a certification that no longer stands like this, so nothing was changed."),
              _("Look at your certification, and subscribe again if it still holds.")),
        _kind("questionnaire_changed", 409, _("There are new questions"),
              _("You have answered a questionnaire that is no longer in use, so nothing was changed."),
              _("Answer the questions as they are now.")),
        _kind("assessment_changed", 409, _("Your risk assessment has just changed"),
              _("The rules were asked about an assessment that is no longer the latest, so nothing was changed."),
              _("Look at your risk assessment, and try again if the raise still suits you.")),
        _kind("nothing_to_ask_for", 409, _("Nothing to ask for"),
              _("The raise suits you, is closed to your class, or you have asked for it already; nothing was changed."),
              _("Open the raise: it says where you stand.")),
        _kind("warning_changed", 409, _("There is a new warning"),
              _("You have read a warning that is no longer in use, so nothing was changed."),
              _("Read it as it is now, and ask again if you still want to.")),
        _kind("second_person_needed", 409, _("A second person must confirm this"),
              _("You have proposed it yourself, so nothing was changed."),
              _("Ask another operator to look at it and to confirm.")),
        _kind("already_subscribed", 409, _("You have subscribed in this raise already"),
              _("Each investor has one subscription in a raise, so nothing was changed."),
              _("Open your subscriptions; one that is not paid yet can be cancelled and made anew.")),
        _kind("offer_stands", 409, _("You have offered to lead already"),
              _("Your earlier offer to lead this raise still stands, so nothing was changed."),
              _("Withdraw the earlier offer first, unless the company has accepted it.")),
        _kind("lead_taken", 409, _("Another offer to lead was accepted"),
              _("The company has accepted another offer and waits for its deposit, so nothing was changed."),
              _("If the deposit does not come in time, that offer lapses and this one can be accepted.")),
        _kind("file_not_served", 409, _("This file can't be read"),
              _("It is still being examined, or was quarantined; nobody reads it before it is known to be harmless."),
              _("Open the page of the file: it says what became of it.")),
        _kind("file_attached_already", 409, _("This file is about something else"),
              _("A file is about one thing only, so nothing was changed."), _("Send the file once more and name the new one.")),
        _kind("illegal_move", 409, _("Not possible in this state"),
              _("The state that this is in now does not allow the step, so nothing was changed."), _READ_AGAIN),
        _kind("refused", 409, _("Refused by a rule"),
              _("At least one rule does not let this step pass. The refusal was recorded with its reasons."),
              _("Each finding names the article and how to mend it.")),
        _kind("still_running", 409, _("The same request is still running"),
              _("A request with this key has not finished yet."), _("Wait a moment and send it again with the same key.")),
        _kind("request_too_large", 413, _("Too much at once"),
              _("The request is larger than any that is taken, so it was not read and nothing was changed."),
              _("Send a smaller file, for instance scanned with a lower resolution.")),
        _kind("unsupported_media_type", 415, _("No such format"),
              _("This address does not read this format."), _("Send application/json, or multipart/form-data for a file.")),
        _kind("invalid", 422, _("Some entries need another look"),
              _("Nothing was changed. Each entry that needs mending is named."), _("Mend the named entries and send again.")),
        _kind("idempotency_key_reused", 422, _("This key belongs to another request"),
              _("A request with this key but another content was answered before."), _("Use a fresh key for a new request.")),
        _kind("too_many_requests", 429, _("Too many requests"),
              _("You have asked more often than is allowed in this time."), _("Wait for the stated time and try again.")),
        _kind("server_error", 500, _("Something broke on our side"),
              _("Nothing was changed. The fault has been logged under the number below."),
              _("Try again; if it stays, give the number to support.")),
        _kind("busy", 503, _("Busy for a moment"),
              _("Somebody else is changing the same thing, so nothing was changed."), _("Try again in a second.")),
        _kind("unavailable", 503, _("Not available for a moment"),
              _("A part that we depend on is not answering, so nothing was changed."), _("Try again in a minute.")),
    ]
)  # fmt: skip

FIELD_MESSAGES: dict[str, Words] = {
    "required": _("This is needed."),
    "invalid": _("This is not in the expected form."),
    "unknown": _("There is no such field here."),
    "too_small": _("This is less than is allowed."),
    "too_large": _("This is more than is allowed."),
    "too_long": _("This is longer than is allowed."),
    "empty_file": _("This file is empty."),
    "file_too_large": _("This file is larger than is allowed."),
    "file_cut_off": _("The file did not arrive whole; send it again."),
    "too_many_waiting": _("Many of your files are still being examined; wait until they are done."),
    "too_many_today": _("You have sent as many files as is allowed in a day."),
    "fresh_evidence": _("A renewal needs at least one new document."),
    "unchanged": _("Write it anew; this is what the earlier application said."),
    "not_a_choice": _("This is not one of the choices."),
    "already_taken": _("This is already in use."),
    "check_digit": _("The check digit does not fit; one character is probably mistyped."),
    "clearance_day": _("Choose a day from tomorrow on, at most 90 days ahead."),
    "nobody_was_asked": _("Nobody was reached, so nothing was asked."),
    "in_the_past": _("This day is over."),
    "in_the_future": _("This day has not come yet."),
    "before_closing": _("The partnership did not exist yet; choose a day from the closing on."),
    "filing_number": _("Write the number as the association's register shows it: 4 to 20 letters and digits."),
    "not_after": _("This must be later than the other day."),
    "not_ahead": _("The clock only goes forward; choose a later moment."),
    "above_target": _("This is above the target of the raise."),
    "no_such_investor": _("No certified investor from outside the company signs in with this address."),
    "below_completion": _("The next round is valued below the completion of this raise, so nobody can leave."),
}

_BOUNDS: Mapping[str, Words] = {
    "too_small": _("This is less than is allowed: write at least {limit}."),
    "too_large": _("This is more than is allowed: write at most {limit}."),
    "above_target": _("This is above the target of the raise: write at most {limit}."),
}


def field_message(error: FieldError) -> str:
    """Return the sentence for one wrong entry in the current language; a known limit (money or text) is named."""
    given, limit = error.params.get("message"), error.params.get("limit")
    if limit is not None and error.code in _BOUNDS:
        return str(_BOUNDS[error.code]).format(limit=money_text(limit) if isinstance(limit, Money) else limit)
    return str(given if given is not None else FIELD_MESSAGES.get(error.code, FIELD_MESSAGES["invalid"]))


def problem_for(error: DomainError) -> Problem:
    """Return the problem that `error` is for people and programs.

    Its code, or that of the nearest base class with a row, picks the kind; without any it is a server error.
    """
    for cls in type(error).__mro__:
        kind = KINDS.get(getattr(cls, "code", ""))
        if kind is not None:
            return Problem(
                kind=kind,
                errors=error.errors if isinstance(error, Invalid) else (),
                retry_after=error.retry_after if isinstance(error, Busy) else None,
            )
    return Problem(kind=KINDS["server_error"])
