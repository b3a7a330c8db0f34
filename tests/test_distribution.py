"""What is shipped, and what is promised."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import api
import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = {path.relative_to(ROOT).as_posix() for path in (ROOT / "binance_futures").rglob("*") if path.is_file()}
PACKAGE = {name for name in PACKAGE if "__pycache__" not in name}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder], check=True, cwd=ROOT, capture_output=True
    )
    return folder


def test_the_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    """Every file of the package is in the wheel, types and data too; no tests, scripts or documentation."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == PACKAGE
    assert {"binance_futures/py.typed", "binance_futures/paper/routes.json"} <= names


def test_the_sdist_holds_what_builds_the_wheel(built: Path) -> None:
    """The sdist is the package with its metadata, licence, readme and changes."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    about = {"CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml"}
    assert names == PACKAGE | about | (names & {".gitignore"})


def test_the_unpacked_wheel_imports(built: Path, tmp_path: Path) -> None:
    """The wheel alone, away from the checkout, gives both clients and their models."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path)
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import binance_futures; from binance_futures import *; from binance_futures.models import um, cm\n"
        "print(binance_futures.__file__, um.NewOrder, cm.NewOrder)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.stdout.startswith(str(tmp_path))


def test_the_public_api_is_as_promised() -> None:
    """Whatever is removed or changed of the public API is named here; `make api` writes down what was meant."""
    promised = (ROOT / "tests" / "api.txt").read_text(encoding="utf-8").splitlines()
    now = api.lines()
    broken = [line for line in promised if line not in {*now}]
    assert broken == [], (
        "breaking changes: a new major version (before 1.0 minor), a line in CHANGELOG, then `make api`"
    )
    added = [line for line in now if line not in {*promised}]
    assert added == [], "additions: `make api`"
