"""In and out: one format a file; records themselves know nothing of it."""

from stancekit.files.articles import read_article, read_articles
from stancekit.files.examples import load_article, load_example
from stancekit.files.formats import FORMATS, read, write

__all__ = ["FORMATS", "load_article", "load_example", "read", "read_article", "read_articles", "write"]
