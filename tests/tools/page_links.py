#!/usr/bin/python3
"""Whether a report's links lead where they say.

    page_links.py FILE.pdf CONTENTS SUMMARY

A link says "Go to page 5: Turnover". The page is the one that it leads to, and the
words that can be clicked print its number. A line of contents leads to a bookmark;
any other to a page on which the words behind the colon stand. Prints what is wrong;
exit status 1 when something is, or when there are fewer lines of contents or other
links than asked for.
"""
import re
import subprocess
import sys

import pikepdf

SAID = re.compile(r"Go to page (\d+): (.+)", re.S)
WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)
SLACK = 1.5  # points: boxes of words are higher than their letters


def pages_of_words(path):
    """Of each page its words, with the middle of each."""
    text = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    for page in text.split("<page ")[1:]:
        yield [
            ((float(a) + float(c)) / 2, (float(b) + float(d)) / 2, word)
            for a, b, c, d, word in WORD.findall(page)
        ]


def plain(text):
    """Letters and figures alone: lines break at hyphens and inside names."""
    return re.sub(r"[^a-z0-9]", "", text.replace("&amp;", "").lower())


def links(element, listed=False):
    """Every link of the structure tree, and whether it is a line of contents."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from links(child, listed)
    elif isinstance(element, pikepdf.Dictionary):
        if element.get("/Type") == "/OBJR":
            yield element.Obj, listed
        elif "/K" in element:
            yield from links(element.K, listed or element.get("/S") == "/TOCI")


def place(destination):
    return destination[0].objgen, round(float(destination[3]), 1)


def faults(pdf, words, link, listed, bookmarks):
    said = SAID.fullmatch(str(link.Contents))
    if not said:
        yield "does not say its page"
        return
    number, name = int(said.group(1)), said.group(2)
    leads = [p.obj.objgen for p in pdf.pages].index(link.Dest[0].objgen) + 1
    if leads != number:
        yield f"leads to page {leads}"
    if listed and place(link.Dest) not in bookmarks:
        yield "leads to no heading"
    if not listed and plain(name) not in plain("".join(w for _, _, w in words[leads - 1])):
        yield "leads to a page that does not tell of it"
    page = [p.obj.objgen for p in pdf.pages].index(link.P.objgen)
    height = float(pdf.pages[page].MediaBox[3])
    left, low, right, high = (float(v) for v in link.Rect)
    inside = [
        w
        for x, y, w in words[page]
        if left - SLACK <= x <= right + SLACK and low - SLACK <= height - y <= high + SLACK
    ]
    if str(number) not in inside:
        yield "does not print its page: " + " ".join(inside)


def main(path, contents, summary):
    pdf = pikepdf.open(path)
    words = list(pages_of_words(path))
    bookmarks = set()
    with pdf.open_outline() as outline:
        for item in outline.root:
            bookmarks.update(
                place(i.destination) for i in [item, *item.children]
            )
    found = {True: 0, False: 0}
    wrong = 0
    for link, listed in links(pdf.Root.StructTreeRoot.K):
        if "/Dest" not in link:
            continue
        found[listed] += 1
        for fault in faults(pdf, words, link, listed, bookmarks):
            wrong += 1
            print(f"{path}: '{link.Contents}' {fault}")
    print(f"{path}: {found[True]} lines of contents, {found[False]} other links")
    return wrong > 0 or found[True] < contents or found[False] < summary


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
