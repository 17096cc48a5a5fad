#!/usr/bin/python3
"""Puts a sheet of texts behind the others of a workbook, the same bytes every time.

    add_sheet.py BOOK OUT NAME ROW...

Each ROW is one line of the sheet, its cells parted by '|'. Needs python3-lxml.
"""
import sys
import zipfile

from lxml import etree

M = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006/relationships"
C = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def sheet_of(rows):
    tree = etree.Element(f"{{{M}}}worksheet", nsmap={None: M})
    data = etree.SubElement(tree, f"{{{M}}}sheetData")
    for n, line in enumerate(rows, 1):
        row = etree.SubElement(data, f"{{{M}}}row", r=str(n))
        for k, text in enumerate(line.split("|")):
            cell = etree.SubElement(row, f"{{{M}}}c", r=f"{chr(65 + k)}{n}", t="inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{{{M}}}is"), f"{{{M}}}t").text = text
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def main(book, out, name, *rows):
    with zipfile.ZipFile(book) as z:
        part = {n: z.read(n) for n in z.namelist()}

    def change(path, add):
        tree = etree.fromstring(part[path])
        add(tree)
        part[path] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    def add_sheet(tree):
        sheets = tree.find(f"{{{M}}}sheets")
        n = max(int(s.get("sheetId")) for s in sheets) + 1
        etree.SubElement(sheets, f"{{{M}}}sheet", {"name": name, "sheetId": str(n), f"{{{R}}}id": "rIdAdded"})

    part["xl/worksheets/added.xml"] = sheet_of(rows)
    change("xl/workbook.xml", add_sheet)
    change("xl/_rels/workbook.xml.rels", lambda t: etree.SubElement(
        t, f"{{{P}}}Relationship", Id="rIdAdded", Type=f"{R}/worksheet", Target="worksheets/added.xml"))
    change("[Content_Types].xml", lambda t: etree.SubElement(
        t, f"{{{C}}}Override", PartName="/xl/worksheets/added.xml", ContentType=TYPE))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for path, data in part.items():
            z.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


if len(sys.argv) < 4:
    sys.exit(__doc__)
main(*sys.argv[1:])
