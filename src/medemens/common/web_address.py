"""How this site is reached, for links in what leaves it by other ways than a page."""

from __future__ import annotations

from django.conf import settings


def site() -> str:
    """The beginning of the address of a page, as far as the settings tell."""
    names = [host for host in settings.ALLOWED_HOSTS if host != "*" and not host.startswith(".")]
    host = names[0] if names else "localhost"
    return f"https://{host}" if settings.SECURE_SSL_REDIRECT else f"http://{host}:{settings.PORT}"
