"""The work of a day: what has ended is removed, and the heads of the audit log are noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection

from medemens.casework import audit
from medemens.casework.actions import retention, upkeep
from medemens.progress.measures.actions import following as followers_of_monitor
from medemens.progress.measures.actions import practices
from medemens.progress.measures.following import mail as mail_of_monitor
from medemens.site.each_day import BUSY, DONE, FAULTY
from medemens.work.lenders import open_data
from medemens.work.lenders.actions import applications, following, names, proposals, unused_accounts
from medemens.work.pay import actions as pay

TASKS_KEPT = 7
"""Days that the finished rows of the task queue are kept."""

UPLOADS_KEPT = timedelta(days=1)
"""What lies in the folder of uploads for longer was left there by a server that was cut off."""

Tell = Callable[[str], None]
Clock = Callable[[], datetime]


def work(*, day: date, clock: Clock, tell: Tell, by_hand: bool = False) -> int:
    """Does the work of a day, once; gives the exit code. When it breaks off, whoever tries it an hour later begins anew.

    :param by_hand: somebody named the day, so it need not be believed of the clock (see `upkeep.believed`)
    """
    run = upkeep.begin(day=day, now=clock())
    if run is None:
        done = upkeep.is_done(day)
        tell(f"The work of {day} " + ("was done already." if done else "is being done elsewhere."))
        return DONE if done else BUSY
    code = _heads(day, tell)
    tell(f"Decisions about lenders made known: {proposals.publish_due(now=clock(), tell=tell)}.")
    removed = notices = retention.Removed(0)
    if by_hand or upkeep.believed(day):
        _leave_no_traces()
        removed = retention.remove_ended(on=day, now=clock())
        notices = retention.remove_notices(on=day, now=clock())
        tell(f"Cases removed: {removed.number}.")
        tell(f"Notices of cases removed long ago that went: {notices.number}.")
        tell(f"Accounts of firms removed: {unused_accounts.remove_unused(today=day, now=clock())}.")
        tell(f"Good practices that were sent in and not published, removed: {practices.remove_old(now=clock())}.")
        tell(f"Names that left the register of lenders: {names.names_that_leave(today=day, now=clock())}.")
        tell(f"Followers of lenders that went: {following.remove_old(now=clock())}.")
        tell(f"Followers of the monitor that never confirmed, removed: {followers_of_monitor.remove_old(now=clock())}.")
        tell(f"Forms of firms that were removed: {applications.remove_old(today=day, now=clock())}.")
    else:
        tell(
            f"No case was removed: before {day} the daily work was not done for more than {upkeep.LONG_GAP.days} days. "
            f"If the clock of this machine is right, the next day does it, or now: medemens daily --on {day}"
        )
    for reference in removed.failed:
        tell(f"Case {reference} could not be removed. It is tried again tomorrow.")
        code = FAULTY
    for number in notices.failed:
        tell(f"The notice with number {number} could not be removed. It is tried again tomorrow.")
        code = FAULTY
    _tell_followers(clock, tell)
    _open_data(day, tell)
    _tidy(clock, tell)
    upkeep.finish(run=run, removed=removed.number, now=clock())
    return code


def _heads(day: date, tell: Tell) -> int:
    """Holds the log against the heads that were noted last, and notes those of today. A file of a day is never written again."""
    folder = settings.AUDIT_HEADS_FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    before = max(folder.glob("*.txt"), default=None)
    unlike = _unlike(before) if before else []
    for lane in unlike:
        tell(f"THE AUDIT LOG WAS CHANGED: chain {lane} is not as it was noted in {before}. Run: medemens audit verify")
    file = folder / f"{day}.txt"
    if not file.exists():
        draft = file.with_suffix(".part")
        draft.write_text("".join(f"{head}\n" for head in audit.heads()), encoding="ascii")
        draft.replace(file)
    tell(f"Heads of the audit log: {file}")
    return FAULTY if unlike else DONE


def _unlike(file: Path) -> list[str]:
    """The chains that are not as they were noted; all of them when the note cannot be read."""
    try:
        noted = [audit.Head.read(line) for line in file.read_text(encoding="ascii").splitlines()]
    except ValueError:
        return ["(the note cannot be read)"]
    return [str(fault.lane) for fault in audit.unlike(noted)]


def _leave_no_traces() -> None:
    """SQLite overwrites what is removed from now on; otherwise it stays readable in the file until its place is used again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _tell_followers(clock: Clock, tell: Tell) -> None:
    """Mails what is new in the monitor. What does not leave is tried the next day: no reason to begin anew."""
    told = followers_of_monitor.tell(now=clock(), send=mail_of_monitor.send)
    tell(f"Followers of the monitor that were told by mail: {told.sent}; tried again tomorrow: {told.failed}.")


def _open_data(day: date, tell: Tell) -> None:
    """Makes the files of the register beforehand. Where that fails whoever asks for one has it made: no reason to begin anew."""
    try:
        tell(f"Files of open data of the register of lenders: {open_data.make_daily(today=day)}.")
    except (open_data.Busy, OSError) as wrong:
        tell(f"The files of open data were not made ({type(wrong).__name__}). They are made when somebody asks.")


def _tidy(clock: Clock, tell: Tell) -> None:
    tell(f"Payroll results removed: {pay.remove_ended(now=clock())}.")
    SessionStore.clear_expired()
    call_command("prune_db_task_results", min_age_days=TASKS_KEPT, verbosity=0)
    oldest = (clock() - UPLOADS_KEPT).timestamp()
    left = [each for each in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir() if each.is_file() and each.stat().st_mtime < oldest]
    for each in left:
        each.unlink(missing_ok=True)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    tell(f"Uploads that were left behind: {len(left)}. Ended sessions and finished jobs are removed.")
