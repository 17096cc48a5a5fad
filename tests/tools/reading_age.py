#!/usr/bin/python3
"""How hard a text is to read: the Flesch-Kincaid grade of the prose on a PDF's pages.

    reading_age.py FILE.pdf FIRST LAST [MOST]

Prints the school grade and the words it rests on; grade 6 is read at about age 11.
With MOST, the exit status is 1 when the grade is above it. Lines that are no prose
(axes, table cells, labels) are left out: a sentence has four words or more and ends
with a full stop or a question mark.
"""
import re
import subprocess
import sys

LEAST_WORDS = 4
# Endings that are written but not spoken, and two vowels that are two syllables.
SILENT = re.compile(r"(?:[^laeiouy]es|[^aeioudt]ed|[^l]e)$")
APART = re.compile(r"ia|io(?!n)|[^q]ua|eo|ism$|[^aeiou]ying")


def syllables(word):
    word = re.sub(r"[^a-z]", "", word.lower())
    if not word:
        return 1
    n = len(re.findall(r"[aeiouy]+", word)) + len(APART.findall(word))
    if SILENT.search(word) and n > 1:
        n -= 1
    return max(n, 1)


def sentences(text):
    """Paragraphs are runs of lines; hyphens at a line's end join words."""
    text = text.replace("\u2019", "'").replace("\u00ad", "")
    for block in re.split(r"\n\s*\n|\f", text):
        block = re.sub(r"-\n", "-", block)
        block = " ".join(block.split())
        block = re.sub(r"(?<=\d)[.,](?=\d)", "", block)
        for one in re.findall(r"[^.?!]+[.?!]", block):
            words = re.findall(r"[A-Za-z][A-Za-z'-]*|\d+%?", one)
            if len(words) >= LEAST_WORDS:
                yield words


def grade(text):
    said = list(sentences(text))
    words = [w for s in said for w in s]
    if not said:
        return None, 0, 0
    spoken = sum(1 if w[0].isdigit() else syllables(w) for w in words)
    g = 0.39 * len(words) / len(said) + 11.8 * spoken / len(words) - 15.59
    return g, len(words), len(said)


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    path, first, last = sys.argv[1:4]
    text = subprocess.run(["pdftotext", "-f", first, "-l", last, path, "-"],
                          check=True, capture_output=True, text=True).stdout
    g, words, said = grade(text)
    if g is None:
        sys.exit(f"{path}: no sentence on pages {first} to {last}")
    print(f"grade {g:.1f}, {words} words in {said} sentences")
    if len(sys.argv) == 5 and g > float(sys.argv[4]):
        print(f"{path}: harder to read than grade {sys.argv[4]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
