#!/usr/bin/python3
"""Fills in a return as a spreadsheet program would leave it, the same bytes every time.

    fill_return.py FORM OUT [EXPECTED] [--seed N] [--set SHEET!CELL=VALUE]... [--nth N=VALUE]... [--insert SHEET!ROW]...

With --seed every cell under a "Fill in: " heading of the sheets called "Return ..." gets a number, now and then a
shorthand or nothing; EXPECTED then lists sheet, cell, row label, heading, value, one a line, parted by tabs. --set
writes one cell, after that: CELL is an address, or a row's label and a heading as in "Nursing, Band 5/Inpatient WTE".
--nth writes the Nth of all cells to fill in, counted round and round, and prints which it is.
--insert puts an empty row before a row, last. Needs python3-lxml.
"""
import random
import re
import sys
import zipfile

from lxml import etree

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Book:
    def __init__(self, path):
        with zipfile.ZipFile(path) as z:
            self.part = {n: z.read(n) for n in z.namelist()}
        rels = etree.fromstring(self.part["xl/_rels/workbook.xml.rels"])
        target = {r.get("Id"): "xl/" + r.get("Target").removeprefix("/xl/") for r in rels}
        book = etree.fromstring(self.part["xl/workbook.xml"])
        self.sheet = {s.get("name"): target[s.get(R + "id")] for s in book.find(M + "sheets")}
        self.tree = {n: etree.fromstring(self.part[p]) for n, p in self.sheet.items()}
        shared = self.part.get("xl/sharedStrings.xml")
        self.text = [] if shared is None else [
            "".join(t.text or "" for t in si.iter(M + "t")) for si in etree.fromstring(shared).iter(M + "si")]

    def value(self, cell):
        v = cell.find(M + "v")
        if v is None:
            return "".join(t.text or "" for t in cell.iter(M + "t"))
        return self.text[int(v.text)] if cell.get("t") == "s" else v.text

    def put(self, sheet, address, value):
        for cell in self.tree[sheet].iter(M + "c"):
            if cell.get("r") == address:
                break
        else:
            sys.exit(f"{sheet}!{address}: there is no such cell in the form")
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if value == "":
            return
        if re.fullmatch(r"-?\d+(\.\d+)?", value):
            etree.SubElement(cell, M + "v").text = value
        else:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, M + "is"), M + "t").text = value

    def insert(self, sheet, at):
        for row in self.tree[sheet].iter(M + "row"):
            n = int(row.get("r"))
            if n >= at:
                row.set("r", str(n + 1))
                for cell in row:
                    cell.set("r", re.sub(r"\d+", str(n + 1), cell.get("r")))

    def save(self, path):
        for name, part in self.sheet.items():
            self.part[part] = etree.tostring(self.tree[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            for name, data in self.part.items():
                z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


LABELS = ("Discipline", "Setting", "Band or pay", "Staff group", "Ethnic group", "Item")


def cells(book):
    """Every cell to fill in: sheet, address, label, heading, is it yes or no."""
    for sheet in book.sheet:
        if not sheet.startswith("Return "):
            continue
        heads, labels = {}, []
        for row in book.tree[sheet].iter(M + "row"):
            cell = {re.sub(r"\d", "", c.get("r")): c for c in row}
            words = {k: book.value(c) for k, c in cell.items()}
            if heads:
                for k, head in heads.items():
                    yield (sheet, f"{k}{row.get('r')}", ", ".join(words[k] for k in labels), head,
                           "yes or no" in words.values())
            elif any(w.startswith("Fill in: ") for w in words.values()):
                heads = {k: w.removeprefix("Fill in: ") for k, w in words.items() if w.startswith("Fill in: ")}
                labels = [k for k, w in words.items() if w in LABELS]


def seeded(book, seed):
    """What every cell gets: [sheet, cell, label, heading, value]."""
    draw, out = random.Random(seed), []
    for sheet, address, label, head, yes in list(cells(book)):
        x = draw.random()
        value = ("" if x < 0.03 else "[c]" if x < 0.05 else "[x]" if x < 0.07 else "[z]" if x < 0.08 else
                 draw.choice(["Yes", "No"]) if yes else
                 str(draw.randrange(60)) if x < 0.6 else f"{draw.randrange(6000) / 100:.2f}")
        out.append([sheet, address, label, head, value])
    return out


def address(book, place):
    """SHEET!C7 or SHEET!LABEL/HEADING to sheet and address."""
    sheet, cell = place.split("!", 1)
    if re.fullmatch(r"[A-Z]+\d+", cell):
        return sheet, cell
    for s, a, label, head, _ in cells(book):
        if s == sheet and f"{label}/{head}" == cell:
            return s, a
    sys.exit(f"{place}: the form has no such cell")


def main(argv):
    files, sets, nths, inserts, seed = [], [], [], [], None
    it = iter(argv)
    for a in it:
        if a == "--seed":
            seed = int(next(it))
        elif a == "--set":
            sets.append(next(it))
        elif a == "--nth":
            nths.append(next(it))
        elif a == "--insert":
            inserts.append(next(it))
        else:
            files.append(a)
    if len(files) not in (2, 3):
        sys.exit(__doc__)
    book = Book(files[0])
    filled = seeded(book, seed) if seed is not None else []
    for sheet, cell, _, _, value in filled:
        book.put(sheet, cell, value)
    for s in sets:
        place, value = s.split("=", 1)
        book.put(*address(book, place), value)
    for s in nths:
        n, value = s.split("=", 1)
        every = list(cells(book))
        sheet, cell, label, head, _ = every[int(n) % len(every)]
        book.put(sheet, cell, value)
        print(f"{sheet}!{cell} ({label}/{head}) = '{value}'")
    for s in inserts:
        sheet, row = s.rsplit("!", 1)
        book.insert(sheet, int(row))
        for f in filled:
            n = int(re.sub(r"\D", "", f[1]))
            if f[0] == sheet and n >= int(row):
                f[1] = re.sub(r"\d+", str(n + 1), f[1])
    book.save(files[1])
    if len(files) == 3:
        with open(files[2], "w", encoding="utf-8") as out:
            out.writelines("\t".join(f) + "\n" for f in filled)


main(sys.argv[1:])
