"""All that makes the data of a site: its makers, and what they put into the pages of others."""

from kgbuild.publish.data import contents, dataset, documents, dumps, hosting, signposting, sitemap
from kgbuild.publish.site import Inserter, Maker

MAKERS: tuple[Maker, ...] = (dumps, dataset, signposting, contents, sitemap, hosting, documents)
INSERTERS: tuple[Inserter, ...] = (signposting.insert,)
