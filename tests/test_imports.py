"""Imports run one way, optional libraries stay in their files, and a start costs next to nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import stancekit

HOME = Path(stancekit.__file__).parent
FILES = sorted(HOME.rglob("*.py"))

_NOUNS = {"errors", "talks"}
_BELOW = {*_NOUNS, "languages", "labels", "steps", "files", "stances", "trust", "reports"}

MAY_IMPORT = {
    "errors": set(),
    "talks": {"errors"},
    "languages": _NOUNS,
    "labels": {*_NOUNS, "languages"},
    "steps": {*_NOUNS, "languages", "labels"},
    "files": _NOUNS,
    "stances": _NOUNS,
    "trust": {*_NOUNS, "labels"},
    "reports": {*_NOUNS, "stances"},
    "corpus": _BELOW,
    "testing": _BELOW,
    "cli": {*_BELOW, "corpus"},
    "__init__": {*_BELOW, "corpus"},
}
"""Room -> rooms that it may import; a room may always import from itself."""

ONLY_IN = {
    "babel": {"languages/generate.py"},
    "hypothesis": {"testing.py"},
    "scipy": {"labels/classifier.py"},
    "sklearn": {"labels/classifier.py"},
    "sentencex": {"steps/splitting.py"},
    "cattrs": {"files/json_record.py"},
    "click": {"cli.py"},
    "tqdm": {"cli.py"},
}
"""Library -> the files that may import it; `testing.py` may use scikit-learn within its checks."""

WITHIN_FUNCTIONS = ("babel", "scipy", "sklearn", "tqdm", "joblib")


def name_of(file):
    """Return the path of a file within the package."""
    return file.relative_to(HOME).as_posix()


def room_of(file):
    """Return the room that a file stands in."""
    return file.relative_to(HOME).parts[0].removesuffix(".py")


def imported(node):
    """Return the dotted names that a statement imports, the names of the package itself included."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def imports_of(file):
    """Return every import of a file, wherever it stands."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {name for node in ast.walk(tree) for name in imported(node)}


def imports_at_start(file):
    """Return the imports that run when a file is imported: none of functions, none for types alone."""
    found, open_nodes = set(), list(ast.parse(file.read_text(encoding="utf-8")).body)
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        found.update(imported(node))
        open_nodes.extend(ast.iter_child_nodes(node))
    return found


def rooms_in(names):
    """Return the rooms of stancekit among imported names; the version is nobody's room."""
    own = [name.split(".") for name in names if name.split(".")[0] == "stancekit"]
    return {parts[1] for parts in own if parts[1:] != ["__version__"]}


def python(code, *options):
    """Run code in a fresh interpreter and return what it prints."""
    run = subprocess.run(
        [sys.executable, *options, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return run.stdout.strip()


def test_every_room_is_in_the_table():
    """The table names every room that there is."""
    assert {room_of(file) for file in FILES} <= set(MAY_IMPORT)


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_imports_run_one_way(file):
    """A file imports only from the rooms that the table allows."""
    room = room_of(file)
    assert rooms_in(imports_of(file)) <= MAY_IMPORT[room] | {room}


@pytest.mark.parametrize(("one", "other"), [("steps", "files"), ("files", "steps")])
def test_steps_and_files_never_meet(one, other):
    """What is done knows nothing of how it is written down, nor the other way round."""
    reached, open_rooms = set(), [one]
    while open_rooms:
        room = open_rooms.pop()
        reached.add(room)
        open_rooms += MAY_IMPORT[room] - reached
    assert other not in reached


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_in_one_file_only(library):
    """Each outside library has one home in the package."""
    homes = {
        name_of(file) for file in FILES if any(name.split(".")[0] == library for name in imports_of(file))
    }
    assert homes - ({"testing.py"} if library == "sklearn" else set()) == ONLY_IN[library]


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_costly_libraries_are_imported_within_functions(file):
    """No file imports a costly or optional library when it is itself imported."""
    assert not {name.split(".")[0] for name in imports_at_start(file)} & set(WITHIN_FUNCTIONS)


def test_nouns_need_neither_arrays_nor_a_clock():
    """What there is needs attrs and the standard library alone."""
    outside = {name.split(".")[0] for file in FILES if room_of(file) == "talks" for name in imports_of(file)}
    assert outside - set(sys.stdlib_module_names) == {"attrs", "stancekit"}
    assert not outside & {"time", "random", "os", "pathlib"}


HEAVY = ("numpy", "scipy", "sklearn", "cattrs", "hypothesis", "babel", "sentencex", "tqdm")
PRINT_HEAVY = f"import sys; print([name for name in {HEAVY} if name in sys.modules])"


@pytest.mark.parametrize(
    "code",
    [
        "import stancekit",
        "import stancekit; stancekit.errors.InputError; dir(stancekit)",
        "import stancekit; stancekit.Demand; stancekit.Negotiation",
        "import stancekit.cli\ntry: stancekit.cli.main(['--help'])\nexcept SystemExit: pass",
        "import stancekit.cli\ntry: stancekit.cli.main(['--version'])\nexcept SystemExit: pass",
        "import stancekit.cli\ntry: stancekit.cli.main(['code', '--help'])\nexcept SystemExit: pass",
    ],
)
def test_a_start_loads_nothing_heavy(code):
    """Importing stancekit, its nouns or its help loads no numerical library."""
    assert python(f"{code}\n{PRINT_HEAVY}").splitlines()[-1] == "[]"


def test_reading_a_record_needs_no_arrays():
    """A record is read without numpy and scikit-learn."""
    code = "import stancekit as sk, sys; sk.load_example('geneva-2022'); print('numpy' in sys.modules)"
    assert python(code) == "False"


def cpu_of(code):
    """Return the CPU seconds of a fresh interpreter that runs code: the best of five."""
    return min(float(python(f"{code}\nimport time; print(time.process_time())")) for _ in range(5))


def test_an_import_costs_little():
    """``import stancekit`` costs less than 0.15 s of CPU over a bare interpreter."""
    assert cpu_of("import stancekit") - cpu_of("pass") < 0.15


def test_public_names_are_loaded_on_demand():
    """Every public name can be had, and a name that is not there is refused as Python does."""
    for name in stancekit.__all__:
        assert getattr(stancekit, name) is not None
    assert set(dir(stancekit)) == set(stancekit.__all__)
    with pytest.raises(AttributeError, match=r"^module 'stancekit' has no attribute 'parse'$"):
        _ = stancekit.parse
