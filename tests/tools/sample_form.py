"""The return form of templates/return.yaml, and returns written out by it.

A return of the sample has the sheets, labels and headings of the form, and nothing else: no checks, definitions or
figures of last quarter, so that three hundred of them stay small. Needs python3-yaml.
"""
import io
import itertools
import os
import zipfile

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
HEADS = 3  # the row of the headings; rows of the form follow


class Row:
    def __init__(self, labels, measure, dims, since, was=None, until=0):
        self.labels, self.measure, self.dims = labels, measure, dims
        self.since, self.was, self.until = since, was, until

    def named(self, version):
        return (self.was,) if self.was and version <= self.until else self.labels


class Column:
    def __init__(self, raw, since):
        self.heading, self.measure, self.since = raw["heading"], raw.get("measure"), since
        self.was, self.until = raw.get("was"), raw.get("until", 0)
        self.dims = {s["dimension"]: s["word"] for s in raw.get("set", [])}

    def named(self, version):
        return self.was if self.was and version <= self.until else self.heading


class Topic:
    def __init__(self, raw):
        self.name, self.sheet, self.title = raw["name"], raw["sheet"], raw["title"]
        self.labels = raw["labels"]
        self.measures = {m["name"]: m for m in raw["measures"]}
        self.rows = [r for block in raw["rows"] for r in self.block(block)]
        self.columns = [Column(c, max(c.get("since", 1), self.measures.get(c.get("measure"), {}).get("since", 1)))
                        for c in raw["columns"]]

    def block(self, raw):
        cross = raw.get("cross", [])
        for name in raw.get("measures", [None]):
            for pick in itertools.product(*[range(len(p["words"])) for p in cross]):
                words = [p.get("labels", p["words"])[i] for p, i in zip(cross, pick)]
                dims = {p["dimension"]: p["words"][i] for p, i in zip(cross, pick)}
                if name is None:
                    yield Row(tuple(words), None, dims, 1)
                else:
                    m = self.measures[name]
                    yield Row((", ".join([m["label"]] + words),), name, dims, m.get("since", 1),
                              None if words else m.get("was"), m.get("until", 0))


class Form:
    def __init__(self):
        with open(os.path.join(HERE, "../../templates/return.yaml"), encoding="utf-8") as f:
            raw = yaml.safe_load(f)
        self.title, self.version = raw["title"], raw["version"]
        self.topics = [Topic(t) for t in raw["topics"]]
        self.topic = {t.name: t for t in self.topics}


def key(measure, **dims):
    """What a cell is about: the name of its figure."""
    return (measure,) + tuple(sorted(dims.items()))


def letters(n):
    return (letters((n - 1) // 26) if n > 26 else "") + chr(ord("A") + (n - 1) % 26)


class Formula(str):
    """A cell with a formula that was never worked out."""


class Sheet:
    """Rows of cells by row number and column, as they will stand in the file."""

    def __init__(self, name):
        self.name, self.cell, self.at = name, {}, {}

    def put(self, row, column, value):
        self.cell[row, column] = value


def lay_out(form, topic, version, figures):
    """The sheet of a topic; its .at says where each figure stands."""
    s = Sheet(topic.sheet)
    s.put(1, 1, topic.title)
    for i, label in enumerate(topic.labels, 1):
        s.put(HEADS, i, label)
    columns = [c for c in topic.columns if c.since <= version]
    first = len(topic.labels) + 1
    for i, c in enumerate(columns):
        s.put(HEADS, first + i, "Fill in: " + c.named(version))
    n = HEADS
    for r in topic.rows:
        if r.since > version:
            continue
        n += 1
        for i, label in enumerate(r.named(version), 1):
            s.put(n, i, label)
        for i, c in enumerate(columns):
            k = key(r.measure or c.measure, **r.dims, **c.dims)
            s.at[k] = (n, first + i)
            s.put(n, first + i, figures[k])
    return s


COVER = ("Organisation code", "Organisation name", "Quarter", "Contact name", "Contact e-mail", "Date sent",
         "Version of this form")
COVER_ROW = {name: 5 + i for i, name in enumerate(COVER)}


def cover(form, answers):
    s = Sheet("Cover")
    s.put(1, 1, form.title)
    s.put(2, 1, "Synthetic data: organisation and figures are made up.")
    s.put(4, 1, "What")
    s.put(4, 2, "Fill in")
    for name, row in COVER_ROW.items():
        s.put(row, 1, name)
        s.put(row, 2, answers[name])
    return s


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def sheet_xml(sheet, text):
    out = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns='
           '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>']
    at = 0
    for (row, column), v in sorted(sheet.cell.items()):
        if row != at:
            out.append('%s<row r="%d">' % ("</row>" if at else "", row))
            at = row
        place = "%s%d" % (letters(column), row)
        if v == "":
            continue
        if isinstance(v, Formula):
            out.append('<c r="%s"><f>%s</f></c>' % (place, escape(v)))
        elif isinstance(v, str):
            out.append('<c r="%s" t="s"><v>%d</v></c>' % (place, text.setdefault(v, len(text))))
        else:
            out.append('<c r="%s"><v>%s</v></c>' % (place, number(v)))
    out.append("</row></sheetData></worksheet>")
    return "".join(out)


def number(v):
    return ("%.4f" % v).rstrip("0").rstrip(".") if isinstance(v, float) else str(v)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def parts_of(sheets):
    """No styles, and short names for the parts: what a file need not have is left out."""
    text, parts, n = {}, {}, range(1, len(sheets) + 1)
    for i, s in enumerate(sheets, 1):
        parts["xl/s%d.xml" % i] = sheet_xml(s, text)
    strings = "".join("<si><t>%s</t></si>" % escape(t) for t in text)
    parts["xl/sharedStrings.xml"] = XML + '<sst xmlns="%s">%s</sst>' % (MAIN, strings)
    parts["xl/workbook.xml"] = XML + '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (
        MAIN, REL, "".join('<sheet name="%s" sheetId="%d" r:id="rId%d"/>' % (escape(s.name), i, i)
                           for i, s in zip(n, sheets)))
    parts["xl/_rels/workbook.xml.rels"] = XML + '<Relationships xmlns="%srelationships">%s</Relationships>' % (
        PKG, "".join('<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>' % (i, REL, kind, target) for i, kind, target in
                     [(i, "worksheet", "s%d.xml" % i) for i in n]
                     + [(99, "sharedStrings", "sharedStrings.xml")]))
    parts["_rels/.rels"] = XML + (
        '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%s/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>' % (PKG, REL))
    override = '<Override PartName="/xl/%s" ContentType="' + KIND + '%s+xml"/>'
    parts["[Content_Types].xml"] = XML + (
        '<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/>%s</Types>' % (PKG, "".join(override % pair for pair in
                                            [("workbook.xml", "sheet.main"), ("sharedStrings.xml", "sharedStrings")]
                                            + [("s%d.xml" % i, "worksheet") for i in n])))
    return parts


def workbook(path, sheets):
    """The parts in one order and with one date, so that the bytes are the same every time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        for name, text in sorted(parts_of(sheets).items()):
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED, 9)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data.getvalue())
