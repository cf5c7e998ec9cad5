"""What the documentation draws from the code, so that it cannot say anything else than the code does."""

import shutil
import sys
from importlib import import_module
from pathlib import Path

from sphinx.pycode import ModuleAnalyzer
from sphinx.util.nodes import make_refnode

import stancekit
from stancekit.files.csv_tables import COLUMNS
from stancekit.talks import FORCE_OF, MOVES, Kind, Label, Standing, Verdict, kinds_of

ROOMS = ("talks", "files", "errors", "labels", "steps", "languages", "corpus", "testing")


def draw(folder: Path) -> None:
    """Write everything anew; what an older code had goes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    check_codebook(folder.parent.parent / "codebook.md")
    (folder / "standings.inc.md").write_text(standings(), encoding="utf-8")
    (folder / "kinds.inc.md").write_text(kinds(), encoding="utf-8")
    (folder / "csv.inc.md").write_text(csv_tables(), encoding="utf-8")
    (folder / "toplevel.inc.md").write_text(toplevel(), encoding="utf-8")
    for room in ROOMS:
        (folder / f"room-{room}.rst").write_text(room_page(f"stancekit.{room}"), encoding="utf-8")


# Tables ---------------------------------------------------------------------------------------


def standings() -> str:
    """Return the table of standings: a row for each standing, a column for each verdict."""
    lines = [_row(["standing", *(f"*{verdict}*" for verdict in Verdict)]), _row(["---"] * (len(Verdict) + 1))]
    for standing in Standing:
        after = [MOVES.get((standing, verdict)) for verdict in Verdict]
        lines.append(_row([f"**{standing}**", *("–" if to is None else str(to) for to in after)]))
    still_open = ", ".join(str(standing) for standing in Standing if standing.is_open)
    return "\n".join([*lines, "", f"A demand still awaits a final answer while it is {still_open}.", ""])


def kinds() -> str:
    """Return the table of labels and fine kinds."""
    rows = [_row([f"**{label}**", " · ".join(str(kind) for kind in kinds_of(label))]) for label in Label]
    forces = ", ".join(f"{kind} → {force}" for kind, force in FORCE_OF.items())
    return "\n".join([_row(["label", "fine kinds"]), _row(["---"] * 2), *rows, "", f"Force: {forces}.", ""])


def csv_tables() -> str:
    """Return the table of CSV tables and their columns."""
    rows = [_row([f"`{name}.csv`", " ".join(f"`{c}`" for c in columns)]) for name, columns in COLUMNS.items()]
    return "\n".join([_row(["table", "columns"]), _row(["---"] * 2), *rows, ""])


def _row(cells) -> str:
    return f"| {' | '.join(cells)} |"


def check_codebook(path: Path) -> None:
    """Refuse a codebook page that leaves out a fine kind."""
    text = path.read_text(encoding="utf-8")
    missing = [str(kind) for kind in Kind if f"`{kind}`" not in text]
    if missing:
        raise SystemExit(f"{path}: no word of {', '.join(missing)}")


# The reference ----------------------------------------------------------------------------------


def toplevel() -> str:
    """Return the table of top-level names with the room of each."""
    lines = [_row(["name", "home"]), _row(["---"] * 2)]
    for name, home in stancekit._HOME_OF.items():
        lines.append(_row([f"{{py:obj}}`sk.{name} <stancekit.{home}.{name}>`", f"`stancekit.{home}`"]))
    return "\n".join([*lines, ""])


def room_page(module_name: str) -> str:
    """Return the page of a room: its docstring, a table of its classes and functions, and its data."""
    room = import_module(module_name)
    data = [name for name in room.__all__ if not callable(getattr(room, name))]
    listed = "\n".join(f"   {name}" for name in room.__all__ if name not in data)
    described = "\n".join(f".. py:data:: {name}\n\n{data_docstring(name, module_name)}\n" for name in data)
    return (
        f"{module_name}\n{'=' * len(module_name)}\n\n.. module:: {module_name}\n\n{room.__doc__.strip()}\n\n"
        f".. autosummary::\n   :toctree: .\n   :nosignatures:\n\n{listed}\n\n{described}"
    )


def data_docstring(name: str, module_name: str) -> str:
    """Return the docstring below a constant, which only the module that defines it knows."""
    for module in sorted(name for name in sys.modules if name.startswith(module_name)):
        lines = ModuleAnalyzer.for_module(module).find_attr_docs().get(("", name))
        if lines:
            return "\n".join(f"   {line}" for line in lines)
    raise SystemExit(f"{module_name}.{name} has no docstring: give it one")


def lead_home(app, env, node, contnode):
    """Lead a name to where it is documented: ``Demand`` and ``stancekit.talks.acts.Demand`` alike."""
    path = node.get("reftarget", "").split(".")
    objects = env.domains.python_domain.objects
    ours = path[0] == "stancekit"
    if node.get("refdomain") != "py" or not (ours or path[0][:1].isupper()):
        return None
    for tail in (path[-2:], path[-1:]) if ours else (path,):
        found = [name for name in objects if name.split(".")[-len(tail) :] == tail]
        if found:
            name = min(found, key=lambda name: (name.count("."), name))
            entry = objects[name]
            return make_refnode(app.builder, node["refdoc"], entry.docname, entry.node_id, contnode, name)
    return None
