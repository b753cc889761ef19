"""The register of lenders with 20,000 lenders and ten years of history: how long its work takes.

python -m benchmarks.lenders all                       everything
python -m benchmarks.lenders site                      questions, search, many numbers, a change, an import
python -m benchmarks.lenders followers                 how soon who follows is told of a change
python -m benchmarks.lenders open-data                 the files of a day, all six
python -m benchmarks.lenders open-data --lenders 2000  a quick look
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medemens.casework.models import RegisterEntry
    from medemens.common.authorities import Authority
    from medemens.common.organisations import Organisation

SEED = 20261125
LENDERS = 20_000
BATCH = 2_000
FIRST, LAST = date(2027, 7, 1), date(2037, 6, 30)
RECORDED = timedelta(12 * 365)
"""How long before the days of the law its entries are recorded: nobody can ask what will be known in the future."""

STEPS = ("suspended", "restored", "extended", "admitted", "revoked", "admitted")
"""What follows on an admission, one step about every year and a half."""

SYLLABLES = (
    "ba", "kel", "dor", "mi", "ven", "sta", "pol", "gra", "hui", "zo", "tri", "lan", "wer", "fes", "nok", "jur", "ame", "vol",
    "rik", "sel",
)  # fmt: skip
FORMS = (
    "Uitzendbureau {} B.V.", "{} Flex B.V.", "{} Personeel B.V.", "{} {}", "{} Detachering V.O.F.", "{} & {} B.V.",
    "{} Techniek B.V.", "{} Payroll B.V.", "{} Werkt", "{} {} Holding B.V.", "{} Logistiek B.V.", "{} Bouw B.V.", "{} Zorg B.V.",
)  # fmt: skip


def open_data(lenders: int) -> None:
    """Prints the seconds that each file of a day takes, and all six together."""
    from django.conf import settings

    from medemens.work.lenders.open_data import FORMS, SCHEMAS, ask, opened
    from medemens.work.lenders.queries import snapshot

    entries = filled(lenders)
    began = time.perf_counter()
    held = snapshot.current()
    print(f"| register in memory, {lenders:,} lenders, {entries:,} entries | {time.perf_counter() - began:.1f} s | - |")
    whole = time.perf_counter()
    for what in SCHEMAS:
        for form in FORMS:
            began = time.perf_counter()
            with opened(held, ask(held, what, on=LAST, known_at=None, today=LAST), form) as file:
                size = os.fstat(file.fileno()).st_size / 1e6
            print(f"| {what}.{form}, {size:.1f} MB | {time.perf_counter() - began:.1f} s | - |", flush=True)
    print(f"| open data of a day, all six files | {time.perf_counter() - whole:.1f} s | below 60 s |")
    assert len(list(settings.OPEN_DATA_FOLDER.glob("20*"))) == 6


def filled(lenders: int) -> int:
    """Fills an empty database with invented lenders and their history; gives the number of entries."""
    from medemens.casework.models import RegisterEntry
    from medemens.common.authorities import Authority
    from medemens.common.organisations import Organisation, folded
    from medemens.work.lenders.models import Lender, TradeName

    chance = random.Random(SEED)
    now = datetime(2037, 6, 30, tzinfo=UTC) - RECORDED
    authority = Authority.objects.create(key="bench", name="Toelatingsautoriteit Verzonnen")
    names = [_name(chance) for _number in range(lenders)]
    organisations = Organisation.objects.bulk_create(
        [Organisation(name=name, folded_name=folded(name), kvk=f"{n:08d}", place="Verzonnen") for n, name in enumerate(names)],
        batch_size=BATCH,
    )
    made = Lender.objects.bulk_create(
        [Lender(organisation=one, number=f"L{n:08d}", changed_at=now) for n, one in enumerate(organisations)], batch_size=BATCH
    )
    TradeName.objects.bulk_create([TradeName(lender=one, name=f"Handelsnaam {one.number}") for one in made], batch_size=BATCH)
    entries = [entry for one in organisations for entry in _history(one, authority, chance)]
    RegisterEntry.objects.bulk_create(entries, batch_size=BATCH)
    return len(entries)


def _name(chance: random.Random) -> str:
    """An invented name; what stands around it is shared by very many firms, as in life."""
    word = "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3, 3, 4)))).title()
    return chance.choice(FORMS).format(word, chance.choice(SYLLABLES).title())


def _history(one: Organisation, authority: Authority, chance: random.Random) -> Iterator[RegisterEntry]:
    """An application, an admission, and what follows in ten years."""
    from medemens.casework.models import RegisterEntry
    from medemens.work.lenders.queries.history import REGISTER

    day = FIRST + timedelta(chance.randrange(180))
    for kind in ("applied", "admitted", *STEPS):
        effect = day + timedelta(28 if kind in {"suspended", "revoked"} else 0)
        until = effect + timedelta(4 * 365) if kind in {"admitted", "extended"} else None
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) - RECORDED
        yield RegisterEntry(
            register=REGISTER,
            organisation=one,
            kind=kind,
            made_known_on=day,
            takes_effect_on=effect,
            valid_until=until,
            recorded_at=moment,
            authority=authority,
        )
        day = min(day + timedelta(chance.randrange(300, 700)), LAST)


def _run(part: str, folder: Path, lenders: int) -> None:
    if part in ("open-data", "all"):
        open_data(lenders)
    else:
        filled(lenders)
    if part in ("followers", "all"):
        from benchmarks.lenders_followers import followers

        followers(lenders)
    if part in ("site", "all"):
        from benchmarks.lenders_site import site

        site(folder, lenders)


def main() -> None:
    """Makes an empty installation in a folder that goes, and runs what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=["open-data", "site", "followers", "all"])
    parser.add_argument("--lenders", type=int, default=LENDERS)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        os.environ["MEDEMENS_FOLDER"] = str(Path(folder))
        os.environ["DJANGO_SETTINGS_MODULE"] = "medemens.site.settings"
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("HTTPS", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        _run(chosen.part, Path(folder), chosen.lenders)


if __name__ == "__main__":
    main()
