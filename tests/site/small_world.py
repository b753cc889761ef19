"""A small world in a database of its own, made and looked at by a process of its own (see test_backup.py).

python -m tests.site.small_world make      prints what reporters and the handler keep, as JSON
python -m tests.site.small_world look      reads that, and prints what it opens
python -m tests.site.small_world work      receives one more report
"""

from __future__ import annotations

import json
import os
import sys
from io import BytesIO
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medemens.site.settings")
django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from allauth.mfa.utils import decrypt  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from PIL import Image  # noqa: E402

from medemens.casework import access, audit  # noqa: E402
from medemens.casework.actions import cases  # noqa: E402
from medemens.casework.codes import read_code  # noqa: E402
from medemens.casework.enclosures import made_safe  # noqa: E402
from medemens.casework.models import AuditEntry, Case, KeyShare  # noqa: E402
from medemens.casework.sealing import Keyring  # noqa: E402
from medemens.common import secrets  # noqa: E402
from medemens.common.secrets import NotOpened  # noqa: E402
from medemens.common.staff import StaffMember  # noqa: E402
from tests import make  # noqa: E402

SECOND_FACTOR = "JBSWY3DPEHPK3PXP"


def made() -> dict[str, Any]:
    """Three reports; what their reporters, and their handler, keep."""
    world = make.world()
    picture = BytesIO()
    Image.new("RGB", (40, 30), "#7a9cc6").save(picture, "PNG")
    enclosure = made_safe(picture.getvalue(), number=1)
    sent = [make.report(world, answers={"story": f"Verhaal {number}"}, enclosures=(enclosure,)) for number in range(3)]
    opened = world.opened(sent[0][0])
    cases.note(opened=opened, text="Een notitie.", by=world.handler, now=make.NOW)
    TOTP.activate(world.handler, SECOND_FACTOR)
    SessionStore().create()
    return {
        "codes": [code.digits for _case, code in sent],
        "handler": world.handler.pk,
        "private": world.private[world.handler.pk].hex(),
    }


def looked(kept: dict[str, Any]) -> dict[str, Any]:
    """What the reporters and the handler can open of it."""
    handler, private = StaffMember.objects.get(pk=kept["handler"]), bytes.fromhex(kept["private"])
    shares = KeyShare.objects.filter(staff_key__staff=handler)
    keyring = Keyring({each.authority_key_id: secrets.unseal(bytes(each.sealed), private=private) for each in shares})
    mine = [access.mailbox(read_code(digits))[0] for digits in kept["codes"]]
    theirs = [access.opened(handler, each.case.reference, keyring, now=make.NOW) for each in mine]
    part = theirs[0].case.documents.get().contents.get()
    try:
        factor = decrypt(Authenticator.objects.get().data["secret"])
    except NotOpened:
        factor = ""
    return {
        "reporters": [each.key.open(each.case.entries.get(kind="report").content)["answers"]["story"] for each in mine],
        "handler": [each.key.open(each.case.entries.get(kind="report").content)["answers"]["story"] for each in theirs],
        "note": theirs[0].key.open(theirs[0].case.entries.get(kind="note").content)["text"],
        "picture": theirs[0].key.open_bytes(part.content)[:4].hex(),
        "cases": Case.objects.count(),
        "faults": [str(each) for each in audit.faults()],
        "deeds": sorted(set(AuditEntry.objects.filter(actor="system").values_list("deed", flat=True))),
        "second factor": factor,
        "sessions": Session.objects.count(),
    }


def worked() -> dict[str, Any]:
    """Somebody else reports to the authority that is there."""
    handler = StaffMember.objects.filter(handler=True).first()
    assert handler is not None
    world = make.World(handler.authority, handler, handler, handler, bytes(32))
    make.report(world)
    return {"cases": Case.objects.count()}


if __name__ == "__main__":
    done = {"make": made, "work": worked, "look": lambda: looked(json.load(sys.stdin))}[sys.argv[1]]()
    print(json.dumps(done))
