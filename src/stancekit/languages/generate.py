"""Make ``data/countries.tsv`` from the Unicode CLDR, as Babel carries it.

Run once when CLDR changes: ``python -m stancekit.languages.generate``. Needs Babel.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from stancekit.languages.packs import read_table

__all__ = ["main"]

_DATA = Path(__file__).parent / "data"
_NAMES = {  # where CLDR's English name is long or unusual in news
    "MM": "Myanmar",
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "HK": "Hong Kong",
    "MO": "Macau",
    "PS": "Palestine",
    "CI": "Ivory Coast",
    "TR": "Turkey",
    "CZ": "Czech Republic",
    "BA": "Bosnia and Herzegovina",
}


def main() -> None:
    """Write the table of countries: ISO code, id, English and Indonesian name."""
    from babel import Locale  # noqa: PLC0415  (only needed when the table is made anew)

    english, indonesian = Locale.parse("en").territories, Locale.parse("id").territories
    rows = []
    for row in read_table(_DATA / "capitals.tsv"):
        iso = row["iso"]
        name = _NAMES.get(iso, english[iso])
        rows.append("\t".join((iso, _identifier(name), name, indonesian[iso])))
    header = "# Country names from the Unicode CLDR; see UNICODE-LICENSE.txt.\niso\tid\tname_en\tname_id\n"
    (_DATA / "countries.tsv").write_text(header + "\n".join(rows) + "\n", encoding="utf-8")


def _identifier(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


if __name__ == "__main__":
    main()
