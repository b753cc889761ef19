"""What tests ask of an installation of their own, from inside it: run as `python -m tests.casework.inside FUNCTION`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

import django


def world(given: Any) -> dict[str, Any]:
    """Makes an authority with its staff."""
    from tests import make

    made = make.world()
    return {"authority": made.authority.name, "handler": made.handler.pk, "private": made.private[made.handler.pk].hex()}


def staff(given: dict[str, str]) -> dict[str, str]:
    """Makes an authority whose handler signs in with a password, a second factor and a passphrase."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from medemens.casework.actions import keys
    from tests import make

    made, secret = make.world(), generate_totp_secret()
    handler = made.handler
    keys.change_passphrase(staff=handler, private=made.private[handler.pk], passphrase=given["passphrase"], now=make.NOW)
    handler.set_password(given["password"])
    handler.save()
    TOTP.activate(handler, secret)
    return {
        "email": handler.email,
        "second_factor": secret,
        "private": made.private[handler.pk].hex(),
        "recovery": made.recovery.hex(),
    }


def keys(given: dict[str, Any]) -> list[str]:
    """All keys that open something, in hexadecimals: of the handler, the authority, the cases and the mailboxes."""
    from medemens.casework.codes import Code
    from medemens.casework.models import Case, KeyShare
    from medemens.casework.sealing import Keyring
    from medemens.common import secrets

    own = bytes.fromhex(given["private"])
    shares = KeyShare.objects.filter(staff_key__staff__email=given["email"])
    ring = Keyring({each.authority_key_id: secrets.unseal(bytes(each.sealed), private=own) for each in shares})
    cases = [ring.case_key(each).key for each in Case.objects.all()]
    mailboxes = [Code(digits).private_key for digits in given["codes"]]
    return [each.hex() for each in (own, bytes.fromhex(given["recovery"]), *ring.private.values(), *cases, *mailboxes)]


def whole(given: dict[str, Any]) -> dict[str, Any]:
    """Looks at every case in the database, as its handler and as its reporter; says what is not whole.

    `receipts` are the codes for which a receipt was given, with the story and the number of documents that were sent.
    """
    from medemens.casework import access, audit
    from medemens.casework.codes import Code
    from medemens.casework.models import AuditEntry, Case, Document, DocumentPart, Entry, KeyShare, Mailbox, Term
    from medemens.casework.sealing import Keyring
    from medemens.common import secrets

    share = KeyShare.objects.get(staff_key__staff_id=given["handler"])
    keyring = Keyring({share.authority_key_id: secrets.unseal(bytes(share.sealed), private=bytes.fromhex(given["private"]))})
    wrong: list[str] = [f"log: {fault}" for fault in audit.faults()]
    received = Counter(AuditEntry.objects.filter(deed="case.received").values_list("reference", "details__documents"))
    terms = Counter(Term.objects.values_list("case_id", flat=True))
    stories: dict[int, str] = {}
    for case in Case.objects.order_by("id").iterator():
        key = keyring.case_key(case)
        entries = list(Entry.objects.filter(case=case))
        documents = list(Document.objects.filter(case=case).order_by("number"))
        if [each.kind for each in entries] != ["report"] or terms[case.pk] != 1:
            wrong.append(f"{case}: half there")
            continue
        stories[case.pk] = key.open(entries[0].content)["answers"]["story"]
        if received[case.reference, len(documents)] != 1:
            wrong.append(f"{case}: the log does not tell of it once, with {len(documents)} documents")
        for number, document in enumerate(documents, 1):
            parts = list(DocumentPart.objects.filter(document=document))
            if (
                document.number != number
                or len(parts) != max(document.parts, 1)
                or not all(key.open_bytes(each.content) for each in parts)
            ):
                wrong.append(f"{case}: document {number} is not whole")
    for digits, story, documents in given["receipts"]:
        opened = access.mailbox(Code(digits))
        if len(opened) != 1 or stories.get(opened[0].case.pk) != story or opened[0].case.documents.count() != documents:
            wrong.append(f"a receipt opens {len(opened)} cases")
        elif opened[0].key.open(opened[0].case.entries.get().content)["answers"]["story"] != story:
            wrong.append(f"{opened[0].case}: its reporter reads something else")
    if Case.objects.count() != Mailbox.objects.count() or sum(received.values()) != Case.objects.count():
        wrong.append("cases, mailboxes and lines of the log are not as many")
    return {
        "wrong": wrong,
        "cases": Case.objects.count(),
        "stories": len(set(stories.values())),
        "documents": Document.objects.count(),
        "log": audit.entries(),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(globals()[sys.argv[1]](json.load(sys.stdin))))
