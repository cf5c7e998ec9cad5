"""Agreement of two labellings of the same sentences."""

import json
import math

import krippendorff
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from small_records import LAW
from stancekit.cli import main
from stancekit.errors import InputError
from stancekit.trust import label_agreement, read_labels

LABELS = ["demand", "other", "warning"]


@LAW
@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=2, max_size=40))
def test_alpha_is_krippendorffs(pairs):
    """Alpha is that of the krippendorff package."""
    first = {str(at): one for at, (one, _) in enumerate(pairs)}
    second = {str(at): other for at, (_, other) in enumerate(pairs)}
    found = label_agreement(first, second)
    if len({label for pair in pairs for label in pair}) == 1:
        assert found.alpha == 1.0
        return
    codes = [[LABELS.index(label) for label in coder] for coder in zip(*pairs, strict=True)]
    wanted = krippendorff.alpha(codes, level_of_measurement="nominal", value_domain=[0, 1, 2])
    assert math.isclose(found.alpha, wanted, abs_tol=1e-9)


def test_what_one_coder_left_out_does_not_count():
    """Only sentences that both labelled are compared; the differences are listed."""
    found = label_agreement({"a": "demand", "b": "other"}, {"a": "other", "c": "other"})
    assert (found.count, found.share) == (1, 0.0)
    assert found.differences == (("a", "demand", "other"),)


def test_nothing_in_common_is_refused():
    """Two labellings of other sentences cannot be compared."""
    with pytest.raises(InputError, match="no sentence stands in both"):
        label_agreement({"a": "demand"}, {"b": "demand"})


def test_the_command_reads_kinds_and_labels(tmp_path):
    """A folder of the corpus (kinds) is compared with a table of labels; differences are printed if asked."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    rows = [{"text": "Go.", "kinds": ["appeal"]}, {"text": "It rained.", "kinds": ["assess"]}]
    (folder / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    table = tmp_path / "second.tsv"
    table.write_text("sentence\tlabel\nGo.\tdemand\nIt rained.\twarning\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["agree", str(folder), str(table), "--differences", "3"])
    assert done.exit_code == 0
    assert "2 sentences, 50.0% alike" in done.output
    assert "other / warning: It rained." in done.output


@pytest.mark.parametrize("text", ['{"text": "Go."}', '{"label": "demand"}', "[]"])
def test_rows_without_sentence_or_label_are_refused(tmp_path, text):
    """File and row are named."""
    file = tmp_path / "rows.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"rows\.jsonl: row 1 has no id or text, or no label"):
        read_labels(file)


def test_files_that_cannot_be_read_are_refused(tmp_path):
    """A missing file is named."""
    with pytest.raises(InputError, match="cannot be read"):
        read_labels(tmp_path / "none.jsonl")
