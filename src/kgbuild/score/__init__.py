"""How well extraction does against gold files."""

from kgbuild.score.figures import F1, Scores, Share
from kgbuild.score.records import ArticleRecord, parse_record, read_records
from kgbuild.score.scoring import score

__all__ = ["F1", "ArticleRecord", "Scores", "Share", "parse_record", "read_records", "score"]
