"""web / language: in which language a browser gets its pages, and what it remembers of that.

A language that somebody chose in this browser stands in a cookie and wins. One that a session brings along, because the
account of who signed in keeps it, counts as long as nothing was chosen, and ends with the session. Then the browser's
own settings decide.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

_SESSION_KEY = "language"


class LanguageMiddleware(LocaleMiddleware):
    """Django's choice of the language, with the session's between the cookie and the browser's settings."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the request. No query for who has chosen one or is not signed in."""
        super().process_request(request)
        if not has_chosen_language(request) and (language := _language_of_session(request)):
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()


def keep_language(response: HttpResponse, language: str) -> None:
    """Make the browser ask for pages in `language` (a code of `settings.LANGUAGES`) from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def suggest_language(request: HttpRequest, language: str) -> None:
    """Give this session pages in `language`, unless the browser has chosen one."""
    request.session[_SESSION_KEY] = language


def has_chosen_language(request: HttpRequest) -> bool:
    """Tell whether somebody chose a language in this browser."""
    return request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in dict(settings.LANGUAGES)


def _language_of_session(request: HttpRequest) -> str | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    language: str | None = request.session.get(_SESSION_KEY)
    return language if language in dict(settings.LANGUAGES) else None
