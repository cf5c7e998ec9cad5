"""The command line: what it prints, what it refuses, and what it leaves behind."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time

import pytest
from click.testing import CliRunner

import stancekit
from stancekit import load_classifier, load_example, read
from stancekit.cli import main
from stancekit.files.articles import ARTICLE_LIMIT
from stancekit.labels import load_model

TEXT = "Iran demanded that the United States lift its sanctions. Washington rejected the demand.\n"
UTF8 = {**os.environ, "PYTHONUTF8": "1"}


def run(*arguments, given=None):
    """Run a command within this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


def shell(*arguments, given=b"", **options):
    """Run a command as a process of its own."""
    code = "import sys; from stancekit.cli import main; sys.exit(main(prog_name='stancekit'))"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    options = {"env": UTF8, "capture_output": True, "timeout": 60, **options}
    return subprocess.run(command, input=given, check=False, **options)


def refused(result, message, *, code=1):
    """Hold that a command ended with one clear line on standard error, and nothing on standard output."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert re.search(message, lines[-1]), result.stderr
    assert "Traceback" not in result.stderr
    assert code == 2 or len(lines) == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.fixture
def note(tmp_path):
    """Write a short article, and return its path."""
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path, note):
    """Write a record, and return its path."""
    path = tmp_path / "record.json"
    assert run("code", note, "-l", "en", "-q", "-o", path).exit_code == 0
    return path


@pytest.fixture
def corpus(tmp_path):
    """Write a few labelled sentences, and return their folder."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    rows = [("Leave now.", "demand"), ("Leave the valley.", "demand"), ("It rained.", "assess")] * 3
    lines = [json.dumps({"text": text, "kinds": [kind]}) for text, kind in rows]
    (folder / "own.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


# What works ----------------------------------------------------------------------------------------------


def test_version_and_help():
    """The version and the help are printed, -h is --help, and help names every command."""
    assert run("--version").stdout == f"stancekit, version {stancekit.__version__}\n"
    assert run("-h").stdout == run("--help").stdout
    assert set(main.commands) <= set(run("-h").stdout.split())


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself(command):
    """-h after a command says what it does."""
    found = run(command, "-h")
    assert found.exit_code == 0
    assert main.commands[command].help.splitlines()[0][:40] in found.stdout


@pytest.mark.parametrize(
    ("language", "article"),
    [("en", "2022-01-21-en-geneva"), ("id", "2022-01-21-id-blinken-lavrov-jenewa")],
)
def test_the_demo_runs(language, article):
    """The demo prints the record of the bundled article."""
    if article not in {source.id for source in load_example("geneva-2022").sources}:
        pytest.skip(f"the example record does not hold {article} yet")
    found = run("demo", "-l", language)
    assert found.exit_code == 0
    assert "DEMANDS (" in found.stdout
    assert re.search(r"\d+ acts, \d+ answers linked\n$", found.stdout)


def test_code_prints_a_record(note):
    """A record is printed with its demands, who they go to, and how they stand."""
    found = run("code", note, "--language", "en", "--date", "2021-04-06")
    assert found.exit_code == 0
    assert found.stderr == ""
    assert re.search(r"DEMANDS \(1\)\n  2021-04-06 Iran -> United States \[demand\] the United", found.stdout)
    assert "      stands: " in found.stdout


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv"])
def test_code_writes_a_record(note, tmp_path, ending):
    """The ending of -o says the format; every format reads back as the same record."""
    target = tmp_path / f"talks.{ending}"
    found = run("code", note, "-l", "en", "-o", target)
    assert (found.exit_code, found.stdout) == (0, "")
    assert found.stderr == f"{len(read(target).acts)} acts of 1 texts written to {target}\n"
    assert read(target) == stancekit.code(note, language="en")


def test_quiet_is_quiet(note, tmp_path):
    """With -q nothing is said on standard error."""
    assert run("code", note, "-l", "en", "-q", "-o", tmp_path / "x.json").output == ""


def test_code_reads_a_folder(tmp_path):
    """Every text of a folder is coded, dated by its name; other files are left alone."""
    (tmp_path / "below").mkdir()
    (tmp_path / "2021-04-06-iran.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "below" / "paris.txt").write_text("Paris urged Tehran to free the two.", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found = run("code", tmp_path, "-l", "en", "-d", "2022-01-01", "-o", tmp_path / "talks.json")
    assert found.exit_code == 0
    sources = [(source.id, str(source.date)) for source in read(tmp_path / "talks.json").sources]
    assert sorted(sources) == [("2021-04-06-iran", "2021-04-06"), ("below/paris", "2022-01-01")]


def test_code_reads_standard_input(note):
    """- is standard input; it is coded as the file is."""
    assert run("code", "-", "-l", "en", given=TEXT).stdout == run("code", note, "-l", "en").stdout
    found = shell("code", "-", "-l", "en", given=TEXT.encode())
    assert (found.returncode, found.stderr) == (0, b"")
    assert b"Iran -> United States" in found.stdout


def test_label_prints_label_probability_and_text(tmp_path):
    """Each line with words is labelled: label, probability, perhaps the kind, and the line itself."""
    lines = ["We demand that they leave now.", "", "Kedua menteri bertemu di Jenewa."]
    (tmp_path / "lines.txt").write_text("\n".join(lines), encoding="utf-8")
    rows = [row.split("\t") for row in run("label", tmp_path / "lines.txt").stdout.splitlines()]
    wanted = [str(label) for label in load_classifier().predict([lines[0], lines[2]])]
    assert [(label, text) for label, _, text in rows] == list(zip(wanted, lines[::2], strict=True))
    assert all(re.fullmatch(r"[01]\.\d{3}", p) for _, p, _ in rows)
    kinds = [
        row.split("\t")[2] for row in run("label", "--kinds", given="\n".join(lines)).stdout.splitlines()
    ]
    assert kinds == list(load_classifier().predict_kinds([lines[0], lines[2]]))


def test_validate_counts_what_is_there(record, tmp_path):
    """A valid record is said to be so; one bad record among good ones makes the exit code 1."""
    found = run("validate", record)
    assert (found.exit_code, found.stderr) == (0, "")
    assert re.fullmatch(rf"{re.escape(str(record))}: valid, \d+ acts, \d+ responses\n", found.stdout)
    both = run("validate", tmp_path / "none.json", record)
    assert both.exit_code == 1
    assert both.stdout == found.stdout
    assert "none.json: there is no such file; check the name" in both.stderr


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv"])
def test_convert_keeps_the_record(record, tmp_path, ending):
    """A converted record is the same record, there and back."""
    target = tmp_path / f"other.{ending}"
    assert run("convert", record, target).output == ""
    assert read(target) == read(record)
    assert run("convert", target, tmp_path / "back.json").exit_code == 0
    assert (tmp_path / "back.json").read_bytes() == record.read_bytes()


def test_train_writes_a_model(corpus, tmp_path):
    """A model that was trained can be loaded; the number of sentences is said on standard error."""
    target = tmp_path / "model"
    found = run("train", corpus, "--extra", corpus / "own.jsonl", "-c", "5", "-o", target)
    assert (found.exit_code, found.stdout) == (0, "")
    assert found.stderr == f"trained on 18 sentences; written to {target}\n"
    assert load_model(target).get_params()["C"] == 5
    assert list(load_model(target).predict(["Leave the valley."])) == ["demand"]


# Wrong usage ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["code", "note.txt"], r"^Error: say the language of the text: --language en or --language id$"),
        (["code"], r"^Error: Missing argument 'WHAT'\.$"),
        (["code", "a.txt", "--lang"], r"^Error: No such option.*--lang"),
        (["validate"], r"^Error: Missing argument"),
        (["train", "corpus"], r"^Error: Missing option '--output'"),
        (["train", "corpus", "-o", "m", "-c", "much"], r"is not a valid float"),
        (["demo", "-l", "fr"], r"'fr' is not one of 'en', 'id'"),
        (["kode"], r"^Error: No such command 'kode'"),
    ],
)
def test_wrong_usage_exits_with_2(arguments, message):
    """Wrong usage is met with what is wrong and exit code 2."""
    refused(run(*arguments), message, code=2)


# Bad input -----------------------------------------------------------------------------------------------

BAD_TEXTS = {
    "empty": (b"", "is empty"),
    "white space": (b" \n\t\r\n", "is empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\r", r"byte 0 is not UTF-8 \(binary\); save it as UTF-8"),
    "UTF-16": (TEXT.encode("utf-16"), "this is UTF-16; save it as UTF-8"),
    "UTF-16 without mark": (TEXT.encode("utf-16-le"), r"\(UTF-16 without a mark\?\)"),
    "Latin-1": ("Café now.".encode("latin-1"), r"byte 3 is not UTF-8 \(perhaps Latin-1 or Windows-1252\)"),
    "NUL": (b"Leave now.\0", r"a NUL byte at 10 \(binary\?\); give a text file in UTF-8"),
    "surrogate": (b"Leave \xed\xa0\x80 now.", "byte 6 is not UTF-8"),
    "cut short": ("Caf\u00e9".encode()[:-1], "byte 3 is not UTF-8"),
}


@pytest.mark.parametrize("where", ["file", "standard input", "folder"])
@pytest.mark.parametrize("name", BAD_TEXTS)
def test_texts_that_cannot_be_read_are_refused(tmp_path, name, where):
    """A bad text is met with one clear line; nothing is written, and the old record stays whole."""
    data, message = BAD_TEXTS[name]
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_bytes(data)
    target = tmp_path / "talks.json"
    target.write_text("old", encoding="utf-8")
    what = {"file": folder / "b.txt", "standard input": "-", "folder": folder}[where]
    refused(run("code", what, "-l", "en", "-o", target, given=data), message)
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["talks.json", "texts"]


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_lines_that_cannot_be_read_are_refused(tmp_path, name):
    """Labelling refuses what coding refuses."""
    data, message = BAD_TEXTS[name]
    message = message.replace("is empty", "no line with words; give one sentence a line")
    (tmp_path / "lines.txt").write_bytes(data)
    refused(run("label", tmp_path / "lines.txt"), message)
    refused(run("label", given=data), message)


@pytest.fixture(scope="module")
def giant(tmp_path_factory):
    """Write a single line of 50 MB, and return its path."""
    path = tmp_path_factory.mktemp("giant") / "line.txt"
    path.write_bytes(b"a" * 50 * 1024 * 1024)
    return path


@pytest.mark.parametrize("arguments", [["code", "-l", "en"], ["label"]], ids=["code", "label"])
def test_a_giant_line_is_refused_at_once(giant, arguments):
    """A line of 50 MB is refused within seconds, as a file and on standard input."""
    began = time.process_time()
    refused(run(*arguments, giant), "larger than 10 MB; give it in smaller pieces, one text each")
    refused(run(*arguments, "-", given=giant.read_bytes()[: ARTICLE_LIMIT + 1]), "larger than 10 MB")
    assert time.process_time() - began < 3


def test_a_giant_line_is_no_sentence_and_no_record(giant, tmp_path):
    """A line of 50 MB is no labelled sentence and no record either."""
    refused(run("train", giant, "-o", tmp_path / "model"), "line 1: no labelled sentence; give")
    target = tmp_path / "giant.json"
    target.symlink_to(giant)
    refused(run("validate", target), r"giant\.json: .*not valid JSON")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-l", "xx"], "^stancekit: there is no language pack 'xx'; there are en, id"),
        (["-l", "en", "-d", "2022-02-30"], "^stancekit: '2022-02-30' is no date: give a day as YYYY-MM-DD"),
        (["-l", "en", "-d", "yesterday"], "^stancekit: 'yesterday' is no date: give a day as YYYY-MM-DD"),
    ],
)
def test_languages_and_dates_are_checked(note, arguments, message):
    """An unknown language and an impossible date are refused with what would do."""
    refused(run("code", note, *arguments), message)
    refused(run("code", "-", *arguments, given=TEXT), message)


def test_a_file_named_for_no_day_is_refused(tmp_path):
    """A text of a folder that is named for 30 February is refused by its name."""
    (tmp_path / "2022-02-30-x.txt").write_text(TEXT, encoding="utf-8")
    refused(run("code", tmp_path, "-l", "en"), "2022-02-30 is no date; rename the file")


@pytest.mark.parametrize("command", ["code", "label", "convert", "validate", "train"])
def test_missing_files_are_named(tmp_path, command):
    """A file that is not there is named, whatever the command."""
    missing = tmp_path / "none.json"
    rest = {"code": ["-l", "en"], "convert": [tmp_path / "x.json"], "train": ["-o", tmp_path / "m"]}
    refused(
        run(command, missing, *rest.get(command, [])), r"none\.json: (there is no such file|cannot be read)"
    )
    assert list(tmp_path.iterdir()) == []


def test_folders_without_texts_are_refused(tmp_path):
    """A folder without texts, or in the place of a file, is refused with what would do."""
    refused(
        run("code", tmp_path, "-l", "en"), r"no \.txt file in this folder; put the texts there, one a file"
    )
    refused(run("label", tmp_path), "this is a folder; give a file")
    refused(run("train", tmp_path, "-o", tmp_path / "m"), r"no \.jsonl file in this folder")


BROKEN = {
    "cut short": (lambda text: text[: len(text) // 2], r"line \d+.*not valid JSON|not valid JSON"),
    "another thing": (lambda text: "[]", r"broken\.json: "),
    "text": (lambda text: "talks", r"broken\.json: .*not valid JSON"),
    "empty": (lambda text: "", r"broken\.json: "),
    "future": (lambda text: re.sub(r'("format_version": ?)\d+', r"\g<1>99", text), "99"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_records_are_refused(record, tmp_path, name):
    """A broken record is refused by its name; nothing is written, and the old target stays whole."""
    damage, message = BROKEN[name]
    broken, target = tmp_path / "broken.json", tmp_path / "old.jsonl"
    broken.write_text(damage(record.read_text(encoding="utf-8")), encoding="utf-8")
    target.write_text("old", encoding="utf-8")
    refused(run("validate", broken), message)
    refused(run("convert", broken, target), message)
    assert target.read_text(encoding="utf-8") == "old"


def test_all_faults_of_a_record_are_told(record, tmp_path):
    """Each fault of a record has a line of its own: file, place, and what would do."""
    data = json.loads(record.read_text(encoding="utf-8"))
    data["acts"][0]["actor"] = data["acts"][1]["actor"] = "nobody"
    (tmp_path / "broken.json").write_text(json.dumps(data), encoding="utf-8")
    found = run("validate", tmp_path / "broken.json")
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) >= 2
    assert all("broken.json: $." in line for line in found.stderr.splitlines())


@pytest.mark.parametrize("target", ["x.odt", "x", "x.json.gz"])
def test_unknown_endings_are_refused(record, note, target):
    """An ending that is no format is refused, and those that are formats are named."""
    message = "unknown ending .*; use one of .json, .jsonl, .csv$"
    refused(run("convert", record, record.parent / target), message)
    refused(run("code", note, "-l", "en", "-o", record.parent / target), message)
    assert not (record.parent / target).exists()


# Places that cannot be written to ------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv"])
def test_a_place_that_cannot_be_written_is_named(note, record, ending):
    """A target below a file, or in a folder that is not there, is refused by its name."""
    for place in (note / f"x.{ending}", note.parent / "none" / f"x.{ending}"):
        message = f"^stancekit: {re.escape(str(place))}: cannot be written"
        refused(run("code", note, "-l", "en", "-o", place), message)
        refused(run("convert", record, place), message)
    assert note.read_text(encoding="utf-8") == TEXT


def test_a_model_cannot_be_written_below_a_file(corpus, note):
    """A folder for a model that cannot be made is refused by its name."""
    refused(
        run("train", corpus, "-o", note / "model"), r"note\.txt/model: cannot be written \(Not a directory\)"
    )


def tree_of(folder):
    """Return every file below a folder with what it holds."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_a_full_disk_leaves_the_old_record_whole(note, record, monkeypatch, call, ending):
    """When the disk is full, the old record stays and nothing half written is left."""
    target = record.parent / f"old.{ending}"
    run("convert", record, target)
    before = tree_of(record.parent)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"os.{call}", full)
    message = r"cannot be written \(No space left on device\); what stood there before is untouched$"
    refused(run("code", note, "-l", "en", "-o", target), message)
    refused(run("convert", record, target), message)
    assert tree_of(record.parent) == before


def test_a_full_disk_leaves_the_old_tables_and_model_whole(note, record, corpus, monkeypatch):
    """When the disk is full, old tables and an old model stay as they were."""
    tables, model = record.parent / "old.csv", record.parent / "model"
    run("convert", record, tables)
    run("train", corpus, "-o", model)
    before = tree_of(record.parent)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    refused(run("code", note, "-l", "en", "-o", tables), r"cannot be written \(No space left on device\)")
    refused(run("train", corpus, "-c", "3", "-o", model), r"cannot be written \(No space left on device\)")
    assert tree_of(record.parent) == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_said(record):
    """When standard output cannot take the data, that is one line and exit code 1."""
    with open("/dev/full", "wb") as full:
        found = shell("validate", record, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert found.returncode == 1
    assert re.fullmatch(rb"stancekit: .*No space left on device\n", found.stderr)


# Terminals, pipes and signals ----------------------------------------------------------------------------


def test_a_terminal_that_cannot_show_the_text_is_told_so():
    """Where the terminal cannot show a letter, the way out is said."""
    env = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    found = shell("label", given="Wałęsa left.".encode(), env=env)
    assert found.returncode == 1
    assert found.stderr == b"stancekit: this terminal cannot show the text: set PYTHONUTF8=1, or use -o\n"


def test_control_characters_do_not_reach_the_terminal():
    """An escape sequence within an article is not sent to the terminal."""
    text = "Iran demanded that the United States \x1b[31mlift its sanctions."
    found = run("code", "-", "-l", "en", given=text)
    assert found.exit_code == 0
    assert "demand]" in found.stdout
    assert "\x1b" not in found.stdout


@pytest.mark.skipif(os.name != "posix", reason="closes a descriptor as a shell does")
def test_a_closed_standard_input_is_said():
    """Where there is no standard input, that is one line and exit code 1."""
    found = shell("code", "-", "-l", "en", given=None, preexec_fn=lambda: os.close(0))
    assert found.returncode == 1
    assert found.stderr == b"stancekit: standard input is closed; give a file\n"


@pytest.mark.skipif(os.name != "posix", reason="sends a signal as a terminal does")
def test_an_interrupt_exits_with_130():
    """Ctrl-C ends a command with one line and exit code 130."""
    code = (
        "import os, signal, sys, threading\n"
        "from stancekit.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a job in the background ignores it
        "threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "main(['label', '-'])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    stuck = threading.Timer(30, process.kill)
    stuck.start()
    with process:
        said = process.stderr.read()
    stuck.cancel()
    assert process.returncode == 130
    assert said.strip() == b"stancekit: interrupted"
    assert signal.SIGINT == 2


@pytest.mark.skipif(os.name != "posix", reason="closes a pipe as head does")
def test_a_reader_that_goes_away_is_no_fault(tmp_path):
    """``stancekit label lines | head -1`` ends without a word of complaint."""
    (tmp_path / "lines.txt").write_text("It rained.\n" * 5000, encoding="utf-8")
    code = "from stancekit.cli import main; main()"
    command = [sys.executable, "-c", code, "label", str(tmp_path / "lines.txt")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=UTF8) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""
