"""How a case is sealed: its content is locked with a key of its own, and that key is sealed to the authority and the reporter."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from medemens.casework.codes import Code
from medemens.casework.models import AuthorityKey, Case, Mailbox
from medemens.common import secrets
from medemens.common.secrets import NotOpened

Content = dict[str, Any]
Locked = bytes | memoryview
"""What a database gives back of what was locked."""


@dataclass(frozen=True)
class CaseKey:
    """Opens and locks what belongs to one case. Content that was moved from another case does not open."""

    reference: str
    key: bytes = field(repr=False)

    @classmethod
    def new(cls, reference: str) -> CaseKey:
        """For a new case."""
        return cls(reference, secrets.new_key())

    def for_authority(self, key: AuthorityKey) -> bytes:
        """Sealed to an authority."""
        return secrets.seal(self.key, to=bytes(key.public_key))

    def for_mailbox(self, mailbox: Mailbox) -> bytes:
        """Sealed to a reporter."""
        return secrets.seal(self.key, to=bytes(mailbox.public_key))

    def lock(self, content: Content) -> bytes:
        """Locks what stands in an entry or describes a document."""
        return self.lock_bytes(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())

    def lock_bytes(self, content: bytes) -> bytes:
        """Locks a file."""
        return secrets.lock(content, key=self.key, purpose=self.reference)

    def open(self, locked: Locked | None) -> Content:
        """What stands in an entry; empty when it has no content.

        :raises NotOpened: it belongs to another case, or was changed
        """
        opened: Content = json.loads(self.open_bytes(locked)) if locked is not None else {}
        return opened

    def open_bytes(self, locked: Locked) -> bytes:
        """A file.

        :raises NotOpened: it belongs to another case, or was changed
        """
        return secrets.unlock(bytes(locked), key=self.key, purpose=self.reference)


@dataclass(frozen=True)
class Keyring:
    """The private keys of authorities that somebody holds, by the number of the `AuthorityKey` row."""

    private: dict[int, bytes] = field(repr=False)

    def case_key(self, case: Case) -> CaseKey:
        """The key of a case.

        :raises NotOpened: it was sealed to a key that is not on this ring
        """
        if case.authority_key_id not in self.private:
            raise NotOpened
        key = secrets.unseal(bytes(case.sealed_for_authority), private=self.private[case.authority_key_id])
        return CaseKey(case.reference, key)

    def mark(self, kind: str, text: str) -> bytes:
        """What is equal for equal texts of a kind (an address, a name) within the authority; made only with its first key."""
        key = secrets.derived(self.private[min(self.private)], purpose=f"{kind} mark")
        return hashlib.blake2b(text.encode(), key=key, digest_size=32).digest()


def key_of_reporter(case: Case, code: Code) -> CaseKey:
    """The key of a case, opened with the reporter's code.

    :raises NotOpened: it is not theirs
    """
    if case.sealed_for_reporter is None:
        raise NotOpened
    return CaseKey(case.reference, secrets.unseal(bytes(case.sealed_for_reporter), private=code.private_key))
