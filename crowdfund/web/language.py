"""web / language: the cookie by which a browser remembers the language of its pages."""

from django.conf import settings
from django.http import HttpResponse


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
