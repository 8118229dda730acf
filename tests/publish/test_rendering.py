"""Making a site with several processes."""

from pathlib import Path

import pytest

from kgbuild.pipeline.publishing import Answers, site
from kgbuild.publish import rendered
from tests.publish.made import sample


@pytest.mark.slow
def test_several_processes_give_the_same_bytes(tmp_path: Path) -> None:
    """However many processes make a site, its files are the same and come in the order of its paths."""
    here = sample(tmp_path)
    with Answers(here) as answers:
        whole, _ = site(here, answers)
        alone = list(rendered(whole, 1))
        assert list(rendered(whole, 2)) == alone
        assert tuple(path for path, _ in alone) == whole.paths()


def test_a_path_that_is_none(tmp_path: Path) -> None:
    """A path that the site does not have is told apart from an empty page."""
    here = sample(tmp_path)
    with Answers(here) as answers:
        whole, _ = site(here, answers)
    assert "person/nobody.html" not in whole
    with pytest.raises(KeyError):
        whole.page("person/nobody.html")
