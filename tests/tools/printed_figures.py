#!/usr/bin/python3
"""Whether a workbook holds every figure that its report prints.

    printed_figures.py REPORT.pdf WORKBOOK.xlsx

A figure is a number with decimals or a per cent sign; the marks of an axis are
none. The workbook holds it when a cell's number rounds to it, or a cell's text has
it. Prints those that are missing, with the words around them; exit status 1 when
there is one, 2 when the report prints too few figures to prove anything.
"""
import re
import subprocess
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LEAST = 50
PLACES = 5
FIGURE = re.compile(r"(?<![\w.,])(\d[\d,]*\.\d+|\d[\d,]*(?=%))")
# Constants of the methods, told in words that only the page has room for.
OF_METHODS = {"2.66"}


def numbers_held(path):
    """All that the cells hold, rounded to every number of decimals."""
    book = zipfile.ZipFile(path)
    held = set()
    for name in book.namelist():
        if name == "xl/sharedStrings.xml":
            root = ElementTree.fromstring(book.read(name))
            for text in root.iter(MAIN + "t"):
                for figure in re.findall(r"\d[\d,]*\.?\d*", text.text or ""):
                    held.add(figure.rstrip(".,"))
        elif name.startswith("xl/worksheets/sheet"):
            root = ElementTree.fromstring(book.read(name))
            for cell in root.iter(MAIN + "c"):
                value = cell.find(MAIN + "v")
                if value is None or cell.get("t") is not None:
                    continue
                exact = abs(Decimal(value.text))
                for places in range(PLACES):
                    shown = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
                    held.add(f"{shown:,.{places}f}")
                    held.add(f"{shown:.{places}f}")
    return held


def is_tick(figure, page):
    """A mark of an axis: two more stand on it, a step or two away."""
    value = Decimal(figure.replace(",", ""))
    places = -value.as_tuple().exponent

    def stands(other):
        shown = re.escape(f"{other:.{places}f}")
        return re.search(rf"(?<![\w.,]){shown}(?!\d)", page) is not None

    for step in (5, 10, 20, 50):
        by = Decimal(step).scaleb(-places)
        pairs = ((-by, by), (-by, -2 * by), (by, 2 * by))
        if value % by == 0 and any(
            all(stands(value + d) for d in pair) for pair in pairs
        ):
            return True
    return False


def main(report, workbook):
    words = subprocess.run(
        ["pdftotext", "-layout", report, "-"], capture_output=True, check=True
    ).stdout.decode()
    held = numbers_held(workbook) | OF_METHODS
    printed, missing = 0, 0
    for number, page in enumerate(words.split("\f"), 1):
        for found in FIGURE.finditer(page):
            printed += 1
            if found.group(1) not in held and not is_tick(found.group(1), page):
                missing += 1
                around = page[max(0, found.start() - 40) : found.end() + 20]
                print(f"page {number}: {found.group(1)}: {' '.join(around.split())}")
    print(f"{printed} figures, {missing} not in the workbook")
    return 2 if printed < LEAST else 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
