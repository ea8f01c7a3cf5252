"""web / pages: the base of every page that carries out a verb: show the form, parse, one call, go on."""

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views import View

from crowdfund.kernel.errors import Busy, Conflict, DomainError, IllegalMove, Invalid
from crowdfund.web.idempotency import Answer, IdempotencyKeyReused, StillRunning, fingerprint, once
from crowdfund.web.problems import Problem, field_message, problem_for
from crowdfund.web.request import PageRequest

_STAYS_ON_THE_FORM = (Invalid, Conflict, IllegalMove, Busy, StillRunning, IdempotencyKeyReused)


class RefusedAt(str):
    """Where the refusal of a rule is shown: the address that `act` returns when nothing was done."""

    __slots__ = ()


class ActionPage(View):
    """A form and the verb behind it.

    A subclass gives `template_name`, `form_class` and `act`. A wrong entry shows the form again with everything that
    was typed and a message beside the field (422); so does a conflict or a short wait, with a banner. Success answers
    with a redirect (303), stored under the form's idempotency key: a second click repeats the answer, not the verb.
    """

    template_name: ClassVar[str]
    form_class: ClassVar[type[forms.Form]]
    done_message: ClassVar[Any] = ""
    takes_files: ClassVar[bool] = False
    """Whether the form has a field for a file; its class then takes (data, files, initial=...)."""

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Carry out the verb and return the address to go to."""
        raise NotImplementedError

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Return what the fields show at first."""
        return {}

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return what else the template needs; raises NotFound or NotAuthorised for those who may not be here."""
        return {}

    def make_form(self, request: PageRequest, data: QueryDict | None) -> forms.Form:
        """Return the form, bound to `data`, and to what was sent with it, where there is any."""
        if self.takes_files:
            files = request.FILES if data is not None else None
            return self.form_class(data, files, initial=self.initial(request))
        return self.form_class(data, initial=self.initial(request))

    def get(self, request: PageRequest, **_: Any) -> HttpResponse:
        """Show the form."""
        return self.show(request, self.make_form(request, None))

    def post(self, request: PageRequest, **_: Any) -> HttpResponse:
        """Parse, carry out, go on; or show the form again with what is wrong."""
        form = self.make_form(request, request.POST)
        try:
            if not form.is_valid():
                return self.show(request, form, status=422)
            answer = self._once(request, lambda: self.act(request, form.cleaned_data))
        except _STAYS_ON_THE_FORM as error:
            put_errors(form, error)
            return self.show(request, form, problem=problem_for(error), status=problem_for(error).kind.status)
        if self.done_message and not answer.is_replay and not isinstance(answer.location, RefusedAt):
            messages.success(request, self.done_message, extra_tags="done")
        return see_other(answer.location)

    def show(
        self, request: PageRequest, form: forms.Form, *, problem: Problem | None = None, status: int = 200
    ) -> HttpResponse:
        """Render the form; what was typed stays, the key stays while the content may still be on its way."""
        context = {
            "form": form,
            "problem": problem,
            "idempotency_key": fresh_key() if status != 503 else request.POST.get("idempotency_key") or fresh_key(),
            **self.extra(request),
        }
        return render(request, self.template_name, context, status=status)

    def _once(self, request: PageRequest, act: Callable[[], str]) -> Answer:
        content = {name: request.POST.getlist(name) for name in sorted(request.POST) if name != "csrfmiddlewaretoken"}
        if self.takes_files:
            content |= {f"file:{name}": [*map(file_digest, request.FILES.getlist(name))] for name in request.FILES}
        return once(
            actor=request.actor,
            key=request.POST.get("idempotency_key", ""),
            request_hash=fingerprint(
                method="POST", path=request.path, body=json.dumps(content, ensure_ascii=False).encode()
            ),
            now=request.now,
            run=lambda: Answer(status=303, location=act()),
        )


def put_errors(form: forms.Form, error: DomainError) -> None:
    """Put an action's field errors beside the form's fields; what belongs to no field goes to the top."""
    if not isinstance(error, Invalid):
        return
    for wrong in error.errors:
        name = wrong.pointer.removeprefix("/")
        form.add_error(name if name in form.fields else None, field_message(wrong))


def file_digest(file: "UploadedFile[Any]") -> str:
    """Return the SHA-256 of a file that was sent, by which two requests with files count as the same."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def fresh_key() -> str:
    """Return a new idempotency key for a form."""
    return secrets.token_urlsafe(24)


def see_other(location: str) -> HttpResponse:
    """Return the redirect after a change: the browser must fetch the next page with GET."""
    response = HttpResponseRedirect(location)
    response.status_code = 303
    return response
