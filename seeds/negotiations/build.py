"""Build the record of a negotiation from its texts and their annotations.

    python build.py                        every folder here
    python build.py geneva-2022            one of them
    python build.py --clashes              also tell where the texts tell an act differently
    python build.py --check                write nothing; fail where a record.json is not what would be built

A folder holds ``texts/<name>.txt`` with its annotations in ``texts/<name>.jsonl``, and ``actors.json``,
``issues.json`` and ``references.json``. The rules are in the README next to this file.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import ascii_lowercase
from typing import Any, Literal, TypeVar

from attrs import evolve, frozen

import stancekit as sk
from stancekit.errors import InputError, RecordError, StancekitError
from stancekit.files.json_record import FORMAT, FORMAT_VERSION, from_data, parse_json, thing_from_data
from stancekit.files.places import read_text
from stancekit.talks import Act, Actor, Evidence, Kind, Label, Modality, Part, Reason, Response, Role, Source
from stancekit.talks.acts import CLASS_OF_LABEL

HOME = Path(__file__).parent
CONFIDENCE = {"high": 1.0, "medium": 0.8}
CLASHING = ("form", "actor", "speaker", "addressees", "issue", "date", "modality")

_T = TypeVar("_T")


# What a folder holds --------------------------------------------------------------------------


@frozen
class Text:
    """The first line of an annotation file: what text it is about."""

    id: str
    title: str
    publisher: str
    date: datetime.date
    language: str
    genre: str


@frozen
class Answer:
    """Which demand an act answers, and how."""

    demand: str
    verdict: sk.Verdict


@frozen
class Line:
    """Any further line of an annotation file: one act, and the words of the text that tell it."""

    id: str
    kind: str
    form: Kind
    actor: str
    speaker: str | None
    addressees: tuple[str, ...]
    issue: str | None
    date: datetime.date | None
    modality: Modality
    quote: str
    content: str
    condition: str | None
    consequence: str | None
    deadline: datetime.date | None
    quoted: bool
    reported_by: str | None
    answers: tuple[Answer, ...]
    event: str | None = None


@frozen
class Report:
    """A line together with the text that it stands in."""

    source: Source
    line: Line


@frozen
class Reference:
    """How sure a fact is, and the public pages that tell it."""

    confidence: Literal["high", "medium"]
    urls: tuple[str, ...]


@frozen
class Folder:
    """Everything that a record is built from."""

    sources: tuple[Source, ...]
    reports: tuple[Report, ...]
    known: sk.Negotiation
    references: Mapping[str, Reference]


def read_folder(path: Path) -> Folder:
    """Read a folder; a chronology comes before the other texts, these in order of their names."""
    places = sorted({place.with_suffix("") for place in (path / "texts").iterdir()})
    texts = [read_text_and_lines(place) for place in places]
    texts.sort(key=lambda text: text[0].genre != "chronology")
    reports = tuple(Report(source, line) for _, source, lines in texts for line in lines)
    actors, issues, references = (
        parse_json(read_text(path / name), where=str(path / name))
        for name in ("actors.json", "issues.json", "references.json")
    )
    record = {"format": FORMAT, "format_version": FORMAT_VERSION, "actors": actors, "issues": issues}
    known = from_data(record, where=str(path))
    where = f"{path / 'references.json'}: "
    found = {fact: structure(data, Reference, where=where + fact) for fact, data in references.items()}
    return Folder(tuple(source for _, source, _ in texts), reports, known, found)


def read_text_and_lines(place: Path) -> tuple[Text, Source, list[Line]]:
    """Read a text and its annotations: the first line says which text, each further one tells an act."""
    path = place.with_suffix(".jsonl")
    numbered = enumerate(read_text(path).split("\n"), start=1)
    lines = [(f"{path}: line {number}", line) for number, line in numbered if line.strip()]
    if not lines:
        raise InputError(f"{path}: there is no line; the first says which text this is about")
    (where, first), *rest = [(where, parse_json(line, where=where)) for where, line in lines]
    text = structure(first, Text, where=where)
    if text.id != place.name:
        raise InputError(f"{where}: the id {text.id!r} is not the name of the file: mend one of them")
    source = Source(
        text.id,
        read_text(place.with_suffix(".txt")),
        language=text.language,
        date=text.date,
        title=text.title,
        publisher=text.publisher,
    )
    return text, source, [read_line(data, where=where) for where, data in rest]


def read_line(data: object, *, where: str) -> Line:
    """Read the line of an act."""
    line = structure(data, Line, where=where)
    wanted = CLASS_OF_LABEL[line.form.label].__name__.lower()
    if line.kind != wanted:
        raise InputError(f"{where}: a {line.form} is a {wanted}, not a {line.kind}: mend one of them")
    return line


def structure(data: object, cls: type[_T], *, where: str) -> _T:
    """Make plain data a typed thing, or say everything that is wrong with it."""
    thing, faults = thing_from_data(data, cls, "$")
    if faults:
        raise RecordError(faults, where=where)
    made: _T = thing
    return made


# From lines to acts ---------------------------------------------------------------------------


def fact_of(act_id: str) -> str:
    """Return the fact that an act belongs to: ``gva-123-b`` is a further act of ``gva-123``."""
    return re.sub(r"(?<=\d)-[b-z]$", "", act_id)


def by_act(reports: Sequence[Report]) -> dict[str, list[Report]]:
    """Put together the reports of one act.

    Reports under one id tell one act as long as they are of one class (demand, warning, concession,
    statement). The class told first keeps the id; others get ``-b``, ``-c``, ..., in that order of classes.
    """
    by_id: dict[str, dict[Label, list[Report]]] = defaultdict(lambda: defaultdict(list))
    for report in reports:
        by_id[report.line.id][report.line.form.label].append(report)
    acts = {}
    for act_id, by_label in by_id.items():
        main = next(iter(by_label))
        acts[act_id] = by_label.pop(main)
        free = (f"{act_id}-{letter}" for letter in ascii_lowercase[1:] if f"{act_id}-{letter}" not in by_id)
        acts |= {next(free): by_label[label] for label in Label if label in by_label}
    return acts


def act_of(act_id: str, reports: Sequence[Report], folder: Folder, reasons: Sequence[Reason]) -> Act:
    """Make one act of its reports; the first report counts, later ones fill what it leaves out."""
    line = reports[0].line
    reference = folder.references.get(fact_of(act_id), Reference("high", ()))
    speaker = first_of(reports, "speaker")
    fields: dict[str, Any] = {  # the arguments of any of four classes
        "id": act_id,
        "kind": line.form,
        "actor": line.actor,
        "content": content_of(reports),
        "evidence": evidence_of(reports),
        "addressees": line.addressees,
        "speaker": speaker and speaker_id(speaker, line.actor, folder.known.actors),
        "issue": first_of(reports, "issue"),
        "date": first_of(reports, "date"),
        "modality": line.modality,
        "condition": first_of(reports, "condition"),
        "event": first_of(reports, "event"),
        "confidence": CONFIDENCE[reference.confidence],
        "reasons": reasons,
        "references": reference.urls,
    }
    if line.form.label is Label.DEMAND:
        fields["deadline"] = first_of(reports, "deadline")
    if line.form.label is Label.WARNING:
        fields["consequence"] = first_of(reports, "consequence")
    return CLASS_OF_LABEL[line.form.label](**fields)


def first_of(reports: Sequence[Report], name: str) -> Any:
    """Return what the first report that fills a field says there."""
    return next((value for r in reports if (value := getattr(r.line, name)) is not None), None)


def content_of(reports: Sequence[Report]) -> str:
    """Return the content as the first text words it; pieces in several lines are joined."""
    source = reports[0].source
    return "; ".join(dict.fromkeys(r.line.content for r in reports if r.source is source))


def speaker_id(name: str, actor: str, actors: Sequence[Actor]) -> str:
    """Return the person or body of that name that speaks for an actor."""
    for there in actors:
        names = {there.name, *(alias.text for alias in there.names)}
        if there.represents == actor and name in names:
            return there.id
    raise InputError(f"actors.json: nobody called {name!r} represents {actor!r}: add the speaker or the name")


def evidence_of(reports: Sequence[Report]) -> tuple[Evidence, ...]:
    """Return where the texts prove an act; lines on the same words are one piece of evidence."""
    parts: dict[tuple[str, int, int, bool, str | None], list[Part]] = defaultdict(list)
    for report in reports:
        line = report.line
        start, end = span_of(line.quote, report)
        piece = (report.source.id, start, end, line.quoted, line.reported_by)
        for role in (Role.CONTENT, Role.CONDITION, Role.CONSEQUENCE):
            words = getattr(line, role.value)
            if words is not None:
                parts[piece].append(Part(role, *span_of(words, report, (start, end))))
    return tuple(Evidence(*piece, parts=found) for piece, found in parts.items())


def span_of(words: str, report: Report, within: tuple[int, int] | None = None) -> tuple[int, int]:
    """Return where words stand: within a span, or else at their only place in the text."""
    text = report.source.text
    start = text.find(words, *within) if within else -1
    if start < 0:
        times = text.count(words)
        if times != 1:
            where = f"{report.source.id}: {report.line.id}"
            raise InputError(
                f"{where}: {words!r} stands {times} times in the text: quote what stands there once"
            )
        start = text.find(words)
    return start, start + len(words)


# From answers to responses --------------------------------------------------------------------


def answers_of(acts: Mapping[str, Sequence[Report]]) -> dict[tuple[str, str], tuple[str, sk.Verdict]]:
    """Return the answers, (fact, demand) to (act, verdict); of several the first counts."""
    answers: dict[tuple[str, str], tuple[str, sk.Verdict]] = {}
    for act_id in sorted(acts):
        for report in acts[act_id]:
            for answer in report.line.answers:
                answers.setdefault((fact_of(act_id), answer.demand), (act_id, answer.verdict))
    return answers


def demand_meant(named: str, acts: Mapping[str, Sequence[Report]]) -> str | None:
    """Return the demand that an answer names: the act itself, or the first demand of the same fact."""
    if named not in acts:
        raise InputError(f"an answer names {named!r}, which no text tells: mend the answer")
    family = [named, *sorted(act_id for act_id in acts if fact_of(act_id) == fact_of(named))]
    return next((one for one in family if acts[one][0].line.form.label is Label.DEMAND), None)


def build(folder: Folder) -> sk.Negotiation:
    """Build the record of a folder.

    A response leads to a demand. What is answered that is no demand (a promise, an assessment) is told in
    the reasons of the act that answers.
    """
    reports = by_act(folder.reports)
    responses = {}
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for (_, named), (act_id, verdict) in answers_of(reports).items():
        demand = demand_meant(named, reports)
        if demand is None:
            reasons[act_id].append(Reason("answers", f"{verdict} {named}, which is no demand"))
        else:
            responses[demand, act_id] = Response(demand, verdict, act_id)
    acts = [act_of(act_id, found, folder, reasons[act_id]) for act_id, found in reports.items()]
    return evolve(folder.known, sources=folder.sources, acts=acts, responses=responses.values())


# What the texts tell differently ----------------------------------------------------------------


def clashes(folder: Folder) -> Iterator[str]:
    """Tell where reports of one act differ in more than their words; the value that counts comes first."""
    acts = by_act(folder.reports)
    for act_id, reports in acts.items():
        for name in CLASHING:
            told = [str(value) for r in reports if (value := getattr(r.line, name)) is not None]
            if len(set(told)) > 1:
                yield f"{act_id}: {name}: {' / '.join(dict.fromkeys(told))}"
    for (fact, demand), (_, counted) in answers_of(acts).items():
        lines = [r.line for act_id, reports in acts.items() if fact_of(act_id) == fact for r in reports]
        told = [str(a.verdict) for line in lines for a in line.answers if a.demand == demand]
        if len(set(told)) > 1:
            yield f"{fact}: verdict on {demand}: {' / '.join(dict.fromkeys([str(counted), *told]))}"


# The command --------------------------------------------------------------------------------------


def is_as_built(talks: sk.Negotiation, path: Path) -> bool:
    """Whether a record file is, byte for byte, what would be written."""
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / path.name
        sk.write(talks, built)
        return path.is_file() and path.read_bytes() == built.read_bytes()


def main(arguments: Sequence[str] | None = None) -> int:
    """Build or check the folders named; return 1 if one cannot be built or differs."""
    parser = argparse.ArgumentParser(description="Build the records of the negotiations in this folder.")
    parser.add_argument("names", nargs="*", help="folders; all by default")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a record differs")
    parser.add_argument("--clashes", action="store_true", help="tell where texts differ about an act")
    wanted = parser.parse_args(arguments)
    failed = 0
    for name in wanted.names or sorted(path.parent.name for path in HOME.glob("*/actors.json")):
        record = HOME / name / "record.json"
        try:
            folder = read_folder(HOME / name)
            talks = build(folder)
        except StancekitError as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed = 1
            continue
        if wanted.clashes:
            print(*clashes(folder), sep="\n")
        if not wanted.check:
            sk.write(talks, record)
        elif not is_as_built(talks, record):
            print(f"{record}: differs from what its texts say; run build.py {name}", file=sys.stderr)
            failed = 1
        print(f"{name}: {len(talks.sources)} texts, {len(talks.acts)} acts, {len(talks.responses)} responses")
    return failed


if __name__ == "__main__":
    sys.exit(main())
