"""The languages of the site, each by its own name."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Language:
    """A language: ISO 639-1 code, the name it has for itself, and which way it is written."""

    code: str
    endonym: str
    direction: str = "ltr"
    for_officials: bool = False


LANGUAGES: tuple[Language, ...] = (
    Language("nl", "Nederlands", for_officials=True),
    Language("en", "English", for_officials=True),
    Language("pl", "Polski"),
    Language("ro", "Română"),
    Language("bg", "Български"),
    Language("hu", "Magyar"),
    Language("uk", "Українська"),
    Language("es", "Español"),
    Language("pt", "Português"),
    Language("lt", "Lietuvių"),
    Language("tr", "Türkçe"),
    Language("ar", "العربية", direction="rtl"),
)
CODES: tuple[str, ...] = tuple(language.code for language in LANGUAGES)
_BY_CODE = {language.code: language for language in LANGUAGES}


def language(code: str | None) -> Language:
    """The language of a code such as `pl` or `pl-pl`; English when we do not speak it."""
    return _BY_CODE.get((code or "").split("-")[0].lower(), _BY_CODE["en"])


def spoken() -> str:
    """The code of the language that is chosen now, such as that of the page; Dutch when none is."""
    return (get_language() or "nl").split("-")[0]


def offered(*, to_officials: bool) -> tuple[Language, ...]:
    """The languages a page is offered in: screens of officials exist in Dutch and English only."""
    return tuple(one for one in LANGUAGES if one.for_officials or not to_officials)
