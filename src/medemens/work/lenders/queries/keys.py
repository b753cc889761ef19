"""The published keys of the register."""

from __future__ import annotations

from medemens.work.lenders.models import SigningKey
from medemens.work.lenders.statement import PublicKey


def published() -> list[PublicKey]:
    """All keys, old ones too, the newest first."""
    return [PublicKey(each.kid, bytes(each.public), each.made_at, each.retired_at) for each in SigningKey.objects.order_by("-id")]
