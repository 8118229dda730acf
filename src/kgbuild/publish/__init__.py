"""The graph as Linked Open Data: a folder of pages, RDF documents and pictures that opens with a double click."""

from kgbuild.publish.catalogue import whole
from kgbuild.publish.data.addresses import location
from kgbuild.publish.rendering import rendered
from kgbuild.publish.routes import Routes, href, terms
from kgbuild.publish.site import Imprint, Site
from kgbuild.publish.writing import Folder, Written

__all__ = ["Folder", "Imprint", "Routes", "Site", "Written", "href", "location", "rendered", "terms", "whole"]
