"""How the documentation is built: ``sphinx-build -n -W -b html docs OUTPUT``; needs no network."""

import sys
from enum import Enum
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import drawn

import stancekit

drawn.draw(Path(__file__).parent / "api" / "generated")

project = "stancekit"
author = "The stancekit developers"
copyright = f"2026, {author}"  # Sphinx's name for it
version = release = stancekit.__version__

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "myst_parser",
    "sphinx_design",
]
exclude_patterns = ["_build", "**/*.inc.md"]
templates_path = ["_templates"]
default_role = "py:obj"  # numpydoc docstrings name things in single backticks

html_theme = "pydata_sphinx_theme"
html_title = "stancekit"
html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": False, "show_toc_level": 2}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autosummary_generate = True
numpydoc_show_class_members = False  # the class template lists them
numpydoc_class_members_toctree = False

nitpick_ignore = [
    ("py:class", "stancekit.steps.labelling.Classifier"),  # a protocol: whatever has its methods will do
]
# References into other projects: without intersphinx, which needs the web, they have nowhere to lead.
nitpick_ignore_regex = [
    ("py:.*", r"(?!stancekit)(?:[\w.]+\.)?(?:Path|PathLike|datetime|date|Any|Callable|Iterable|Iterator)"),
    ("py:.*", r"(?!stancekit)(?:[\w.]+\.)?(?:Mapping|Sequence|Literal|Protocol|Enum|SearchStrategy)"),
    (
        "py:.*",
        r"(?:attrs?|builtins|collections|datetime|enum|hypothesis|np|npt|numpy|os|re|scipy|sklearn)\..*",
    ),
    ("py:.*", r"(?:clone|Pipeline|GridSearchCV|cross_val_score|csr_matrix|pickle|T|_\w+)"),
]


def keep_choices(app, what, name, obj, skip, options):
    """Show the members of an enumeration, though they have no docstring of their own."""
    return False if isinstance(obj, Enum) else None


def setup(app):
    """Hook into the build."""
    app.connect("autodoc-skip-member", keep_choices)
    app.connect("missing-reference", drawn.lead_home)
