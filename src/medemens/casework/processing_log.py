"""The log of deeds as records of the standard Logboek Dataverwerkingen (Logius), one JSON object a line.

Names and meaning of the fields: https://logius-standaarden.github.io/logboek-dataverwerkingen/, sections/03-specificaties/
02-component-logboek.md and 03-component-applicatie.md, read at commits 1b58406 and 0ae0c30 of Logius-standaarden/
logboek-dataverwerkingen (a working version; there is no published one). What was seen there, and what we do with it:

- obligatory are `trace_id` (16 bytes), `span_id` (8 bytes; older versions say `operation_id`), `status_code`, `name`,
  `start_time` and `end_time` (ms) and `attributes`; `parent_span_id`, `foreign_operation` and `resource` are not. Each deed in a
  case is one processing with one action, started by nobody outside, so that the first two do not occur;
- `status_code` is STATUS_CODE_UNSET, _OK (optional: expressly successful) or _ERROR. Ours were done as a whole, so OK;
- `attributes` is a list of key-value pairs: `dpl.core.processing_activity_id` (a URI into the register), `data_subject_id`
  (encrypted; a pseudonym is recommended) and `data_subject_id_type` (a word, or a URI that tells what it is);
- how records travel is left free (OTLP is recommended), so a line is the plain form of these fields;
- who did it is not part of it and stays in the audit log. What is not about a case is no processing of a reporter's data, and
  makes no record;
- a register must give an activity that changes a new number. Ours does not yet: a record names the activity by its key, and
  does not tell which version of the declaration held on that day.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from medemens.casework.case_types import case_types
from medemens.casework.queries.log import AuditEntry, kinds_of

AT_A_TIME = 1000
OK = "STATUS_CODE_OK"
"""A deed that fails leaves no entry: it was undone with everything else."""


def records(entries: Iterable[AuditEntry], *, register: str, secret: str) -> Iterator[dict[str, Any]]:
    """The records of entries.

    :param register: the address of the register of processing activities; the key of an activity is put behind a `#`
    :param secret: what pseudonyms of data subjects are made with; the same secret gives the same pseudonym
    """
    rest = iter(entries)
    while some := list(islice(rest, AT_A_TIME)):
        kinds = kinds_of(some)
        for entry in some:
            if entry.reference:
                yield record(entry, kinds.get(entry.reference, ""), register=register, secret=secret)


def record(entry: AuditEntry, kind: str, *, register: str, secret: str) -> dict[str, Any]:
    """One record. Trace and action have their numbers from the entry's digest, so that they lead back to the log's chain."""
    digest = bytes(entry.digest)
    moment = round(entry.at.timestamp() * 1000)
    return {
        "trace_id": digest[:16].hex(),
        "span_id": digest[16:24].hex(),
        "status_code": OK,
        "name": entry.deed,
        "start_time": moment,
        "end_time": moment,
        "resource": {"attributes": [_pair("service.name", "medemens"), _pair("medemens.authority", entry.authority_id)]},
        "attributes": [
            _pair("dpl.core.processing_activity_id", f"{register}#{activity(kind)}"),
            _pair("dpl.core.data_subject_id", pseudonym(entry.reference, secret=secret)),
            _pair("dpl.core.data_subject_id_type", f"{register}#data-subjects"),
        ],
    }


def lines(entries: Iterable[AuditEntry], *, register: str, secret: str) -> Iterator[str]:
    """The records as JSON lines."""
    for each in records(entries, register=register, secret=secret):
        yield json.dumps(each, separators=(",", ":")) + "\n"


def activity(kind: str) -> str:
    """The key of the processing activity of a case type; of one that is no longer there, its own key."""
    found = case_types().get(kind)
    return found.processing if found else kind or "unknown"


def pseudonym(reference: str, *, secret: str) -> str:
    """Who it is about: the reporter of this case. We know no other name of theirs, and do not give the reference away."""
    return hmac.new(secret.encode(), f"data subject of {reference}".encode(), hashlib.sha256).hexdigest()[:32]


def _pair(key: str, value: str | int | None) -> dict[str, str | int | None]:
    return {"key": key, "value": value}
