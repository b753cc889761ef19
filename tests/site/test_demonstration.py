"""The demonstration: made once, by real deeds, with one case of each kind; signing in works without a phone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from medemens.casework import audit
from medemens.casework.models import (
    Case,
    CaseLink,
    Competence,
    Decision,
    DocumentPart,
    Finding,
    ProposedDecision,
    Referral,
    Term,
)
from medemens.common.access import Role
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.site import demonstration
from medemens.work.lenders import demonstration as lenders
from medemens.work.lenders.models import Account, Application, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The folder of an installation with a demonstration."""
    assert demonstration.make(folder=tmp_path, now=timezone.now())
    return tmp_path


def written(folder: Path, name: str) -> str:
    """What stands behind a word in the file."""
    lines = (folder / demonstration.SIGN_IN_FILE).read_text().splitlines()
    return next(line.removeprefix(name).strip() for line in lines if line.startswith(name))


def test_it_shows_one_of_each_and_everybody_can_sign_in(made: Path, client: Client) -> None:
    today = timezone.localdate()
    still_open = Case.objects.filter(closed_at=None)
    assert still_open.filter(due_on__lt=today).exists(), "overdue"
    assert still_open.filter(urgent=True, subject="housing").exists(), "urgent"
    assert Term.objects.filter(ends_on=None, met_on=None).exists(), "standing still"
    assert still_open.filter(handler=None).exists(), "new"
    assert CaseLink.objects.count() == 2
    assert Finding.objects.filter(outcome="not met", case__authority__key="voorbeeldstad").count() == 2
    letter = Decision.objects.get(case__authority__key="voorbeeldstad").letter
    assert letter is not None
    assert DocumentPart.objects.filter(document=letter, number=0).exists()
    assert Referral.objects.get().authority == Authority.objects.get(key="inspectie")
    assert Case.objects.filter(authority__key="inspectie").exclude(referred_from="").exists()
    assert DocumentPart.objects.filter(number=1).exists(), "a picture"
    assert Case.objects.exclude(closed_at=None).filter(remove_on__gt=today, case_type="landlord_report").exists()
    assert set(Competence.objects.filter(subject="housing").values_list("authority__key", "municipality")) == {
        ("voorbeeldstad", ""),
        ("nergens", "GM0363"),
    }
    assert {role for person in StaffMember.objects.all() for role in person.roles} == set(Role)
    assert list(audit.faults()) == []
    signed_in(client, made)


def test_firms_apply_in_every_stage(made: Path) -> None:
    sent = Application.objects.exclude(case=None)
    assert set(sent.values_list("subject", flat=True)) == set(demonstration.OF_FIRMS)
    assert Application.objects.filter(case=None, sent_at=None).exclude(answers=None).exists(), "a draft"
    assert sent.filter(case__handler=None).exists(), "new"
    assert sent.filter(case__terms__ends_on=None, case__terms__met_on=None).exists(), "waits for completion"
    assert ProposedDecision.objects.get(state="waiting").outcome == "refused"
    granted = Proposal.objects.get(decision__outcome="granted")
    assert (granted.state, granted.kind) == ("approved", "admitted") or granted.state == "published"
    assert Account.objects.exclude(confirmed_at=None).get().lender == granted.lender
    assert sent.filter(case__outcome="withdrawn").exists()
    assert lenders.make(now=timezone.now()), "the register of the demonstration can be made after it"


def test_a_handler_of_the_admission_authority_opens_an_application(made: Path, client: Client) -> None:
    password = written(made, "password")
    client.post(reverse("account_login"), {"login": "hanna@toelating.example", "password": password})
    client.post(reverse("mfa_authenticate"), {"code": demonstration.code(folder=made, now=timezone.now())})
    client.post(reverse("staff:key"), {"passphrase": written(made, "passphrase of keys")})
    one = Application.objects.filter(subject="lender_admission", case__handler=None).exclude(case=None).first()
    assert one is not None
    assert one.case is not None
    form = client.get(reverse("admission:enter-application", args=[one.case.reference])).context["form"]
    assert form.initial["name"] == one.account.name


def signed_in(client: Client, folder: Path) -> None:
    """With what stands in the file, and the six digits that the command prints."""
    password = written(folder, "password")
    answer = client.post(reverse("account_login"), {"login": "hanna@voorbeeldstad.example", "password": password})
    assert answer["Location"] == reverse("mfa_authenticate")
    code = demonstration.code(folder=folder, now=timezone.now())
    assert client.post(reverse("mfa_authenticate"), {"code": code})["Location"] == reverse("staff:home")
    client.post(reverse("staff:key"), {"passphrase": written(folder, "passphrase of keys")})
    case = Case.objects.filter(authority__key="voorbeeldstad", closed_at=None).first()
    assert case is not None
    assert client.get(reverse("workbench:case", args=[case.reference])).status_code == 200


def test_twice_it_stays_as_it_is(made: Path) -> None:
    before = (made / demonstration.SIGN_IN_FILE).read_bytes(), Case.objects.count()
    assert not demonstration.make(folder=made, now=timezone.now() + timedelta(days=1))
    assert ((made / demonstration.SIGN_IN_FILE).read_bytes(), Case.objects.count()) == before
    assert (made / demonstration.SIGN_IN_FILE).stat().st_mode & 0o777 == 0o600


def test_broken_off_halfway_nothing_of_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(demonstration, "one_of_each", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            demonstration.make(folder=tmp_path, now=timezone.now())
    assert not Authority.objects.exists()
    assert demonstration.code(folder=tmp_path, now=timezone.now()) is None


def test_nothing_to_sign_in_with_is_known_beforehand(made: Path) -> None:
    first = (made / demonstration.SIGN_IN_FILE).read_text()
    new = demonstration.SignIn.new()
    assert not {new.password, new.secret, new.passphrase} & set(first.split())
    assert len(new.password) >= 16
