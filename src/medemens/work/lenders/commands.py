"""The register on the command line: verifying a proof without network, changing the signing key."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from medemens.work.lenders.import_commands import add_import
from medemens.work.lenders.statement import NotVerified, PublicKey, Verified, verify

WHY = {
    "unreadable": "there is no statement in it, or a part is missing",
    "unknown_key": "it was signed with a key that is not among these keys",
    "changed": "it was changed after it was signed",
    "out_of_time": "its date does not fit the key it was signed with",
}


def add_verify(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`medemens verify`."""
    parser = subparsers.add_parser("verify", help="verifies a proof of the register of lenders, without network")
    parser.add_argument("file", type=Path, metavar="FILE", help="the PDF, the JSON, or the statement itself")
    parser.add_argument(
        "--keys", type=Path, metavar="FILE", help="the published keys (lenders/keys.json of the register; left out: our own)"
    )
    parser.set_defaults(run=_verify)


def add_signing_key(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`medemens signing-key`."""
    parser = subparsers.add_parser("signing-key", help="makes a new key that signs proofs from now on; old proofs stay true")
    parser.set_defaults(run=_rotate)


def add_tell(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`medemens lenders-tell [--stay]`."""
    parser = subparsers.add_parser("lenders-tell", help="tells who follows lenders what is new; `serve` does it all the time")
    parser.add_argument("--stay", action="store_true", help="goes on until it is stopped")
    parser.set_defaults(run=_tell)


COMMANDS: tuple[Callable[[argparse._SubParsersAction[argparse.ArgumentParser]], None], ...] = (
    add_verify,
    add_signing_key,
    add_import,
    add_tell,
)


def _verify(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from medemens.work.lenders.hirers.proofs import statement_in

    try:
        keys = _keys(chosen.keys)
        text = statement_in(chosen.file.read_bytes())
        verified = verify(text, keys)
    except OSError as wrong:
        print(f"{wrong.filename}: cannot be read ({wrong.strerror})")
        return 2
    except (ValueError, KeyError, TypeError) as wrong:
        reason = WHY[wrong.reason] if isinstance(wrong, NotVerified) else "the file with the keys cannot be read"
        print(f"NOT VERIFIED: {reason}")
        return 1
    print("\n".join(_told(verified)))
    return 0


def _keys(path: Path | None) -> list[PublicKey]:
    if path is None:
        from medemens.work.lenders.queries.keys import published

        return published()
    return [PublicKey.read(each) for each in json.loads(path.read_text(encoding="utf-8"))["keys"]]


def _told(verified: Verified) -> list[str]:
    said = verified.claims
    lines = [f"VERIFIED: made on {verified.made_at.isoformat()} by {said.get('iss')}, key {verified.kid}"]
    lines.append(f"about {said.get('on')}, as the register was known at {said.get('known_at')}")
    for each in said.get("results", []):
        answer = each.get("may_begin") or each.get("found")
        lines.append(
            f"  {each.get('asked')}: {answer}  {each.get('name', '')} {each.get('state', '')} {each.get('norm', '')}".rstrip()
        )
    return lines


def _rotate(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.utils import timezone

    from medemens.work.lenders.actions import keys

    print(f"signs from now on: {keys.rotate(by=None, now=timezone.now()).kid}")
    return 0


def _tell(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.utils import timezone

    from medemens.work.lenders.following import telling

    if chosen.stay:
        telling.stay(clock=timezone.now)
        return 0
    print(f"messages that came through: {telling.once(now=timezone.now())}")
    return 0
