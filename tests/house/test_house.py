"""The rules of the house, held against the source: each of these can fail, and says what to mend."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "medemens"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
LAW = [path for path in MODULES if "law" in path.relative_to(SOURCE).parts[:1]]
TEMPLATES = sorted(SOURCE.rglob("*.html"))
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()

MOST_LINES = {"module": 400, "function": 50, "law function": 30, "template": 150, "settings": 300, "Makefile": 60}
ROOMY = {
    "src/medemens/law/facts.py": "a list of columns, one line each",
}
"""Files that may be longer than a room, with the reason."""


def place(path: Path) -> str:
    """The path as it is named in messages."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """All functions of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_files_and_functions_fit_their_budget(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    most = MOST_LINES["settings"] if path.name == "settings.py" else MOST_LINES["module"]
    assert lines <= most or place(path) in ROOMY, f"{place(path)} has {lines} lines, more than {most}: split it"
    limit = MOST_LINES["law function" if path in LAW else "function"]
    long = [
        f"{each.name} ({each.end_lineno - each.lineno + 1})"
        for each in functions(path)
        if (each.end_lineno or 0) - each.lineno + 1 > limit
    ]
    assert not long, f"{place(path)}: longer than {limit} lines: {', '.join(long)}"


@pytest.mark.parametrize("path", TEMPLATES, ids=place)
def test_templates_are_short_and_hold_no_script_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES["template"], f"{place(path)} is too long: split it"
    found = re.findall(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", text, re.IGNORECASE)
    allowed = {"<style"} if "pdf" in path.name or "report" in path.name else set()
    assert not [each for each in found if each.lower().strip() not in allowed], f"{place(path)}: {found}"


def test_makefile_fits_on_a_screen() -> None:
    assert (ROOT / "Makefile").read_text().count("\n") <= MOST_LINES["Makefile"]


@pytest.mark.parametrize("path", LAW, ids=place)
def test_law_has_no_floats_no_clock_no_chance_and_reads_no_files(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), (
            f"{place(path)}: a float, line {node.lineno}"
        )
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"float", "date.today", "datetime.now", "open", "print"}, (
                f"{place(path)}: {called}, line {node.lineno}"
            )
        if isinstance(node, ast.Div):
            raise AssertionError(f"{place(path)}: a division with a fraction: use half_up or //")
    imported = {name.split(".")[0] for name in imports(tree)}
    allowed = {"__future__", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools",
               "itertools", "medemens", "re", "typing"}  # fmt: skip
    if path.name == "library.py":
        allowed |= {"importlib", "tomllib"}
    assert imported <= allowed, f"{place(path)} imports {', '.join(sorted(imported - allowed))}"


def imports(tree: ast.AST) -> Iterator[str]:
    """The names of all imported modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_nothing_acts_at_a_distance(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for forbidden in ("django.dispatch", "django.db.models.signals", "autodiscover", "    ordering = ", "def save(self"):
        assert forbidden not in text, f"{place(path)}: {forbidden}"


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_names_say_what_a_file_is_for(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "manager", "service", "base", "common", "misc", "tools"}, place(path)


def test_no_file_names_a_machine_or_a_registry() -> None:
    paths, hosts = "/" + "work/main|/" + "farm/|/" + "root/", r"https?://[a-z.]*(pypi|pythonhosted|npmjs|debian)\."
    for name in TRACKED:
        path = ROOT / name
        if path.suffix in {".png", ".xlsx", ".parquet", ".woff2", ".pdf"} or not path.is_file():
            continue
        found = re.search(f"{paths}|{hosts}", path.read_text(encoding="utf-8", errors="ignore"))
        assert found is None, f"{name}: {found and found.group()}"


@pytest.mark.parametrize("name", ["run", "test", "bench", "node"])
def test_every_package_is_locked_by_hash(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    packages = re.findall(r"^[A-Za-z0-9][^\n]*==", text, re.MULTILINE)
    assert packages
    assert len(re.findall(r"^[A-Za-z0-9][^\n]*==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(packages)


def test_every_setting_is_described() -> None:
    described = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    asked = re.findall(r"environ\.get\(\"([A-Z_]+)\"", (SOURCE / "site" / "env.py").read_text(encoding="utf-8"))
    assert asked
    assert [name for name in asked if f"`{name}`" not in described] == []


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    records = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert records
    assert [name for name in records if name not in index] == []


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:\s]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{place(path)} points to {target}, which is not there"
