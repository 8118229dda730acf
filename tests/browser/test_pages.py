"""Every kind of page opens without a fault, can be used by everybody, and fits a phone."""

import pytest

from tests.browser.kinds import PAGES
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_has_no_fault(site: Watched, kind: str) -> None:
    """Nothing fails while a page opens, and axe finds nothing serious or critical on it."""
    page = site.open(PAGES[kind])
    page.wait_for_load_state("networkidle")
    assert site.axe() == []


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_fits_a_phone(phone: Watched, kind: str) -> None:
    """At 375 pixels no page scrolls sideways."""
    page = phone.open(PAGES[kind])
    page.wait_for_load_state("networkidle")
    assert phone.too_wide() == 0
