"""Fixtures that all tests may use."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development corpora and gold files, which are not part of the project; without them the test is skipped."""
    folder = Path(os.environ.get("KGBUILD_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "extraction").is_dir():
        pytest.skip("the development corpora are not on this machine (set KGBUILD_SHARED to their folder)")
    return folder
