"""The command line: parse arguments, call the library, print.

Data goes to standard output, messages to standard error. Exit codes: 0 done, 1 ran but failed or found
something invalid, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stancekit import __version__, errors

if TYPE_CHECKING:
    from stancekit.talks import Act, Negotiation

__all__ = ["main"]

_WHEN = {"day": "{:%Y-%m-%d}", "month": "{:%Y-%m}", "by": "by {:%Y-%m-%d}"}
_EXAMPLE, _ARTICLE = "geneva-2022", "2022-01-21-en-geneva"
_ID_ARTICLE = "2022-01-21-id-blinken-lavrov-jenewa"


class _Group(click.Group):
    """Turns stancekit's errors into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # whatever the command returns
        try:
            return super().invoke(ctx)
        except errors.StancekitError as error:
            click.echo(f"stancekit: {error}", err=True)
            ctx.exit(1)
        except UnicodeEncodeError:
            click.echo("stancekit: this terminal cannot show the text: set PYTHONUTF8=1, or use -o", err=True)
            ctx.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader went away, as head does: click ends quietly
            click.echo(f"stancekit: {error}", err=True)
            _drop_output()
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("stancekit: interrupted", err=True)
            ctx.exit(130)


def _drop_output() -> None:
    """Let what standard output could not take go, or Python would fail on it once more at its end."""
    with suppress(OSError, ValueError):  # a test's output has no file behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="stancekit")
def main() -> None:
    """Read a negotiation from news and official statements: demands, warnings, concessions, answers."""


_language = click.option("--language", "-l", default=None, help="Language of the text: en or id.")
_date = click.option("--date", "-d", default=None, metavar="YYYY-MM-DD", help="Day of publication.")
_output = click.option("--output", "-o", default="-", metavar="PATH", help="Where to write; - is the screen.")
_quiet = click.option("--quiet", "-q", is_flag=True, help="No messages on standard error.")


@main.command()
@click.option("--language", "-l", type=click.Choice(["en", "id"]), default="en", show_default=True)
def demo(language: str) -> None:
    """Code the bundled article on the Geneva talks and print the record."""
    from stancekit.files import load_article  # noqa: PLC0415  (start-up stays quick)
    from stancekit.steps import code_sources  # noqa: PLC0415

    article = load_article(_EXAMPLE, _ARTICLE if language == "en" else _ID_ARTICLE)
    click.echo(f"{article.text.split(chr(10), 1)[0]}  ({article.date})\n")
    _print_record(code_sources([article]))


@main.command()
@click.argument("what")
@_language
@_date
@_output
@_quiet
def code(what: str, language: str | None, date: str | None, output: str, quiet: bool) -> None:
    """Code a text file, a folder of .txt files, or - for standard input, into a record."""
    from stancekit.corpus import code as code_corpus  # noqa: PLC0415
    from stancekit.corpus import sources_from  # noqa: PLC0415
    from stancekit.files.formats import write  # noqa: PLC0415
    from stancekit.steps import code_text  # noqa: PLC0415
    from stancekit.steps.coding import as_date  # noqa: PLC0415

    if language is None:
        raise click.UsageError("say the language of the text: --language en or --language id")
    if what == "-":
        talks = code_text(_standard_input(), language=language, date=date)
    else:
        sources = sources_from(what, language=language, date=as_date(date))
        with _progress(len(sources), quiet) as advance:
            talks = code_corpus(sources, progress=advance)
    if output == "-":
        _print_record(talks)
    else:
        write(talks, output)
        if not quiet:
            click.echo(f"{len(talks.acts)} acts of {len(talks.sources)} texts written to {output}", err=True)


@main.command()
@click.argument("what", default="-")
@click.option("--kinds", is_flag=True, help="Print the fine kind too.")
def label(what: str, kinds: bool) -> None:
    """Label the lines of a file or of standard input: label, probability, text."""
    from stancekit.files.articles import ARTICLE_LIMIT  # noqa: PLC0415
    from stancekit.files.places import read_text  # noqa: PLC0415
    from stancekit.labels import load_classifier  # noqa: PLC0415

    text = _standard_input() if what == "-" else read_text(Path(what), limit=ARTICLE_LIMIT)
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        raise errors.InputError(f"{what}: no line with words; give one sentence a line")
    model = load_classifier()
    labels, probabilities = model.predict(lines), model.predict_proba(lines).max(axis=1)
    fine = model.predict_kinds(lines) if kinds else [""] * len(lines)
    for line, name, p, kind in zip(lines, labels, probabilities, fine, strict=True):
        click.echo("\t".join(part for part in (str(name), f"{p:.3f}", str(kind), line) if part))


@main.command()
@click.argument("paths", nargs=-1, required=True)
def validate(paths: Sequence[str]) -> None:
    """Check records; every fault is printed with its place and remedy."""
    from stancekit.files import read  # noqa: PLC0415

    failed = False
    for path in paths:
        try:
            talks = read(path)
        except errors.StancekitError as error:
            failed = True
            click.echo(str(error), err=True)
        else:
            click.echo(f"{path}: valid, {len(talks.acts)} acts, {len(talks.responses)} responses")
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("source")
@click.argument("target")
def convert(source: str, target: str) -> None:
    """Convert a record; the endings say the formats (.json, .jsonl, .csv)."""
    from stancekit.files import read, write  # noqa: PLC0415

    write(read(source), target)


@main.command()
@click.argument("corpus", type=click.Path())
@click.option("--extra", multiple=True, type=click.Path(), help="Further labelled sentences (.jsonl).")
@click.option("--output", "-o", required=True, type=click.Path(), help="Folder for the model.")
@click.option("--strength", "-c", default=30.0, show_default=True, help="Inverse regularisation C.")
@click.option("--min-count", default=2, show_default=True, help="Leave out features of fewer sentences.")
@click.option("--hidden", default=0, show_default=True, help="Units of a hidden layer; 0 for a regression.")
@click.option("--networks", default=4, show_default=True, help="Networks to average, with a hidden layer.")
@click.option("--shift", multiple=True, metavar="LABEL=NUMBER", help="Add to the log-odds of a label.")
def train(  # noqa: PLR0913  (one parameter for each option)
    *,
    corpus: str,
    extra: Sequence[str],
    output: str,
    strength: float,
    min_count: int,
    hidden: int,
    networks: int,
    shift: Sequence[str],
) -> None:
    """Train a classifier on labelled sentences and write it as plain arrays and JSON."""
    from stancekit.labels import read_sentences, save_model  # noqa: PLC0415
    from stancekit.labels import train as fit  # noqa: PLC0415

    sentences = tuple(s for path in (corpus, *extra) for s in read_sentences(path))
    model = fit(
        sentences,
        C=strength,
        min_count=min_count,
        hidden_size=hidden,
        n_networks=networks,
        prior_shift=_shifts(shift) or None,
    )
    save_model(model, output)
    click.echo(f"trained on {len(sentences)} sentences; written to {output}", err=True)


@main.command()
@click.argument("file", type=click.Path())
@click.option(
    "--model", default=None, type=click.Path(), help="Folder of a model; by default the bundled one."
)
@click.option("--map", "renamed", multiple=True, metavar="THEIRS=OURS", help="Rename a label of the file.")
@click.option("--where", multiple=True, metavar="KEY=VALUE", help="Only rows with this value.")
@click.option("--half", type=click.IntRange(0, 1), help="Only this half of the documents, by their SHA-256.")
@click.option("--errors", "shown", default=0, show_default=True, help="How many wrong predictions to print.")
@click.option("--view", type=click.Choice(["codebook", "plover"]), default="codebook", show_default=True)
def evaluate(
    *,
    file: str,
    model: str | None,
    renamed: Sequence[str],
    where: Sequence[str],
    half: int | None,
    shown: int,
    view: str,
) -> None:
    """Score the classifier on labelled sentences (.jsonl or .tsv with text, label, perhaps doc)."""
    from stancekit.labels import PLOVER, load_classifier, load_model  # noqa: PLC0415
    from stancekit.trust import evaluate as score  # noqa: PLC0415
    from stancekit.trust import read_labelled  # noqa: PLC0415

    if any("=" not in pair for pair in (*renamed, *where)):
        raise click.UsageError("--map and --where take pairs, such as --map REQUEST=demand")
    names, kept = (dict(pair.split("=", 1) for pair in pairs) for pairs in (renamed, where))
    texts, labels, groups = read_labelled(file, renamed=names, where=kept, half=half)
    classifier = load_model(model) if model else load_classifier()
    if view == "plover":
        classifier = classifier.viewed_as(PLOVER)
    found = score(classifier, texts, labels, groups=groups)
    click.echo(str(found))
    for sure, true, predicted, text in found.errors[:shown]:
        click.echo(f"{sure:.2f}  {true} taken for {predicted}: {_plain(text)}")


@main.command()
@click.argument("first", type=click.Path())
@click.argument("second", type=click.Path())
@click.option("--differences", "shown", default=0, show_default=True, help="How many to print.")
def agree(first: str, second: str, shown: int) -> None:
    """Say how far two labellings of the same sentences agree (Krippendorff's alpha)."""
    from stancekit.trust import label_agreement, read_labels  # noqa: PLC0415

    found = label_agreement(read_labels(first), read_labels(second))
    click.echo(str(found))
    for key, one, other in found.differences[:shown]:
        click.echo(f"{one} / {other}: {_plain(key)}")


def _shifts(pairs: Sequence[str]) -> dict[str, float]:
    try:
        return {label: float(number) for label, number in (pair.split("=", 1) for pair in pairs)}
    except ValueError:
        raise click.UsageError("--shift takes a label and a number, such as --shift other=0.3") from None


def _standard_input() -> str:
    from stancekit.files.articles import ARTICLE_LIMIT  # noqa: PLC0415
    from stancekit.files.places import decode  # noqa: PLC0415

    if sys.stdin is None:
        raise errors.InputError("standard input is closed; give a file")
    data = sys.stdin.buffer.read(ARTICLE_LIMIT + 1)
    return decode(data, where="standard input", limit=ARTICLE_LIMIT)


def _progress(total: int, quiet: bool) -> AbstractContextManager[Callable[[int], object] | None]:
    """Return a progress bar on standard error; none where it would not be seen."""
    if quiet or total < 2 or not sys.stderr.isatty():
        return nullcontext()
    return _bar(total)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], object]]:
    from tqdm import tqdm  # noqa: PLC0415

    with tqdm(total=total, unit="text", file=sys.stderr) as bar:
        yield bar.update


# Printing ---------------------------------------------------------------------------------------


def _print_record(talks: Negotiation) -> None:
    """Print a record for the eye: demands with their standing first, then the other acts."""
    names = {actor.id: actor.name for actor in talks.actors}
    for title, acts in (
        ("DEMANDS", talks.demands),
        ("WARNINGS", talks.warnings),
        ("CONCESSIONS", talks.concessions),
        ("STATEMENTS", talks.statements),
    ):
        if acts:
            click.echo(f"{title} ({len(acts)})")
            for act in acts:
                click.echo(f"  {_line(act, names)}")
                _print_details(talks, act)
            click.echo()
    click.echo(f"{len(talks.acts)} acts, {sum(r.accepted for r in talks.responses)} answers linked")


def _line(act: Act, names: dict[str, str]) -> str:
    towards = ", ".join(names[actor] for actor in act.addressees)
    who = names[act.actor] + (f" ({names[act.speaker]})" if act.speaker else "")
    when = f"{_WHEN[act.date_precision.value].format(act.date)} " if act.date else ""
    arrow = f" -> {towards}" if towards else ""
    return f"{when}{who}{arrow} [{act.kind}] {_plain(act.content)}"


def _print_details(talks: Negotiation, act: Act) -> None:
    from stancekit.talks import Demand, Warning  # noqa: PLC0415

    if act.condition:
        click.echo(f"      if: {_plain(act.condition)}")
    if isinstance(act, Warning) and act.consequence:
        click.echo(f"      then: {_plain(act.consequence)}")
    if isinstance(act, Demand):
        moves = " > ".join(move.verdict.value for move in talks.history(act))
        click.echo(f"      stands: {talks.standing(act)}" + (f" ({moves})" if moves else ""))


def _plain(text: str) -> str:
    """Make text safe for a terminal: no control characters, no line ends."""
    return "".join(" " if c.isspace() else c if c.isprintable() else "�" for c in text)
