"""kgbuild: news articles in, a knowledge graph out that one can check, query and publish."""

__version__ = "0.1.0"
