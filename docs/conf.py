"""How the site is built: `make docs`. Why Sphinx is in `decisions.md`."""

import re
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "Leesbril"
author = "the Leesbril authors"
release = version = PROJECT["version"]
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
exclude_patterns = ["_build", "README.md"]
templates_path = ["_templates"]

# Notebooks are shown as they are stored; nothing is executed here.
nb_execution_mode = "off"
nb_ipywidgets_js = {}  # else every page with a notebook loads require.js from another machine
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

autosummary_generate = True
autodoc_typehints = "none"  # the docstrings say what each argument is
autodoc_member_order = "bysource"
add_module_names = False

html_theme = "pydata_sphinx_theme"
html_title = "Leesbril"
html_static_path = ["_static"]
html_css_files = ["leesbril.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "show_prev_next": True,
    "navbar_align": "left",
    "header_links_before_dropdown": 8,
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
}
PAGES_WITHOUT_PARTS = ["index", "own-articles", "recipes", "generated/gallery", "frames", "methods"]
html_sidebars = {page: [] for page in PAGES_WITHOUT_PARTS}
copyright = "the Leesbril authors; the code is under the MIT licence"


def as_restructured_text(app, what, name, obj, options, lines):
    """Docstrings have code between single backticks, as Markdown has; Sphinx reads reStructuredText."""
    text = "\n".join(lines)
    text = re.sub(r"\|`([^`]+)`\|", r"`|\1|`", text)
    lines[:] = re.sub(r"(?<!`)`([^`]+)`(?!`)", r"``\1``", text).split("\n")


def without_constructor(app, what, name, obj, options, signature, returns):
    """A class is made by the function that its docstring names, so that its constructor is not shown."""
    return ("", None) if what == "class" else None


def setup(app):
    """Connect the two functions above to autodoc."""
    app.connect("autodoc-process-docstring", as_restructured_text)
    app.connect("autodoc-process-signature", without_constructor)
