"""Everything that is set from outside, read in one place. Each is described in docs/settings.md."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Environment:
    """The settings of one installation."""

    folder: Path
    secret_key: str
    database_url: str
    debug: bool
    hosts: tuple[str, ...]
    https: bool
    address: str
    port: int
    workers: int
    threads: int
    engine: str
    engine_memory: str
    upload_megabytes: int
    results_hours: int
    passphrase_megabytes: int
    idle_minutes: int
    session_hours: int
    quick_exit_url: str
    submissions_a_minute: int
    register_issuer: str
    open_data_licence: str
    open_data_publisher: str
    open_data_contact: str
    mail_url: str
    mail_from: str
    single_sign_on: tuple[dict[str, object], ...]
    single_sign_on_addresses: tuple[str, ...]
    single_sign_on_second_factor: frozenset[str]


def read() -> Environment:
    """The environment variables, with what serves out of the box where one is not set."""
    folder = Path(os.environ.get("MEDEMENS_FOLDER", ROOT / "var"))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Environment(
        folder=folder,
        secret_key=os.environ.get("SECRET_KEY") or _own_secret(folder),
        database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'medemens.sqlite3'}",
        debug=os.environ.get("DEBUG", "") == "1",
        hosts=tuple(os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")),
        https=os.environ.get("HTTPS", "") == "1",
        address=os.environ.get("ADDRESS", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8000")),
        workers=int(os.environ.get("WORKERS", "2")),
        threads=int(os.environ.get("THREADS", "4")),
        engine=os.environ.get("ENGINE", "duckdb"),
        engine_memory=os.environ.get("ENGINE_MEMORY", "1GB"),
        upload_megabytes=int(os.environ.get("UPLOAD_MEGABYTES", "200")),
        results_hours=int(os.environ.get("RESULTS_HOURS", "24")),
        passphrase_megabytes=int(os.environ.get("PASSPHRASE_MEGABYTES", "256")),
        idle_minutes=int(os.environ.get("IDLE_MINUTES", "30")),
        session_hours=int(os.environ.get("SESSION_HOURS", "12")),
        quick_exit_url=os.environ.get("QUICK_EXIT_URL", "https://www.knmi.nl/"),
        submissions_a_minute=int(os.environ.get("SUBMISSIONS_A_MINUTE", "600")),
        register_issuer=os.environ.get("REGISTER_ISSUER", "Medemens"),
        open_data_licence=os.environ.get("OPEN_DATA_LICENCE", "http://creativecommons.org/publicdomain/zero/1.0/deed.nl"),
        open_data_publisher=os.environ.get("OPEN_DATA_PUBLISHER", ""),
        open_data_contact=os.environ.get("OPEN_DATA_CONTACT", ""),
        mail_url=os.environ.get("MAIL_URL", ""),
        mail_from=os.environ.get("MAIL_FROM", ""),
        single_sign_on=_single_sign_on(),
        single_sign_on_addresses=_single_sign_on_addresses(),
        single_sign_on_second_factor=_second_factor_given_by(),
    )


def _single_sign_on() -> tuple[dict[str, object], ...]:
    """The providers of single sign-on (OpenID Connect): one for staff, one that says for which firm somebody acts."""
    return tuple(each for each in (_for_staff(), _for_firms()) if each is not None)


def _for_staff() -> dict[str, object] | None:
    """That of staff, when one is set."""
    issuer = os.environ.get("OIDC_ISSUER", "")
    if not issuer:
        return None
    return {
        "provider_id": "staff",
        "name": os.environ.get("OIDC_NAME", "OpenID Connect"),
        "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
        "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
        "settings": {"server_url": issuer},
    }


def _for_firms() -> dict[str, object] | None:
    """That of firms, when one is set: a broker of eHerkenning. What its claims are called differs between brokers."""
    issuer = os.environ.get("EHERKENNING_ISSUER", "")
    if not issuer:
        return None
    settings: dict[str, object] = {
        "server_url": issuer,
        "firms": True,
        "kvk_claim": os.environ.get("EHERKENNING_KVK_CLAIM", "urn:etoegang:1.9:EntityConcernedID:KvKnr"),
        "name_claim": os.environ.get("EHERKENNING_NAME_CLAIM", "urn:etoegang:1.11:attribute-represented:CompanyName"),
        "subject_claim": os.environ.get("EHERKENNING_SUBJECT_CLAIM", "sub"),
        "levels": os.environ.get("EHERKENNING_LEVELS", "").split(),
        "scope": os.environ.get("EHERKENNING_SCOPE", "openid").split(),
    }
    if asked := os.environ.get("EHERKENNING_ACR_VALUES", ""):
        settings["auth_params"] = {"acr_values": asked}
    return {
        "provider_id": "firms",
        "name": os.environ.get("EHERKENNING_NAME", "eHerkenning"),
        "client_id": os.environ.get("EHERKENNING_CLIENT_ID", ""),
        "secret": os.environ.get("EHERKENNING_CLIENT_SECRET", ""),
        "settings": settings,
    }


def _single_sign_on_addresses() -> tuple[str, ...]:
    """The hosts of these providers, to which a form may lead."""
    issuers = os.environ.get("OIDC_ISSUER", ""), os.environ.get("EHERKENNING_ISSUER", "")
    return tuple(dict.fromkeys(filter(None, map(_host_of, issuers))))


def _second_factor_given_by() -> frozenset[str]:
    """The providers that ask for a second factor themselves, so that none is asked for here."""
    given = {"staff": os.environ.get("OIDC_SECOND_FACTOR", ""), "firms": os.environ.get("EHERKENNING_SECOND_FACTOR", "")}
    return frozenset(provider for provider, value in given.items() if value == "1")


@dataclass(frozen=True)
class MailServer:
    """The server through which mail leaves; an empty `host`: there is none."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    tls: bool = False
    starttls: bool = False


MAIL_PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}


def mail_server(url: str) -> MailServer:
    """The mail server of a setting: `smtps://user:password@host:port`, `starttls://...`, or `smtp://...` without TLS.

    :raises ValueError: it is of another kind
    """
    if not url:
        return MailServer()
    parts = urlsplit(url)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise ValueError("MAIL_URL begins with smtps://, starttls:// or smtp://, and names a host")
    return MailServer(
        host=parts.hostname,
        port=parts.port or MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "starttls",
    )


def _host_of(address: str) -> str:
    """The beginning of an address, up to and including the host; empty when it has none."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _own_secret(folder: Path) -> str:
    """A key of this installation's own, made once; only its user can read it."""
    path = folder / "secret-key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
