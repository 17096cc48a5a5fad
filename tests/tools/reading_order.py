"""reading_order.py -- what a PDF's tags say, against the order in which a reader
without tags gets the words. reading_order.py FILE... prints what is wrong.
pdfinfo takes seconds for a pack, so that `make test` has no time for this."""
import re
import subprocess
import sys


def close_up(words):
    """Without white space: where lines break is no matter of order."""
    return "".join(words.split())


def output(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode(
        "utf-8", "replace")


def check_order(path, tree):
    page = close_up(output("pdftotext", "-raw", path, "-"))
    texts = [close_up(t) for t in re.findall(r'^ *"(.*)"$', tree, re.M)]
    at = 0
    for text in texts:
        here = page.find(text, at)
        if here < 0:
            return [f"{path}: '{text[:60]}' is not where its tag stands"]
        at = here + len(text)
    return [] if texts else [f"{path}: no tag has any text"]


def check_heads(path, tree):
    """Every head of a table says whether it is of a row or of a column."""
    heads = re.findall(r"^ *TH\b[^\n]*\n((?: *[/:][^\n]*\n)*)", tree, re.M)
    bare = sum("/Scope" not in head for head in heads)
    if not heads:
        return [f"{path}: there is no table with heads"]
    return [f"{path}: {bare} heads of tables have no scope"] if bare else []


wrong = []
for name in sys.argv[1:]:
    struct = output("pdfinfo", "-struct-text", name)
    wrong += check_order(name, struct) + check_heads(name, struct)
print("\n".join(wrong) if wrong else f"{len(sys.argv) - 1} files are in order")
sys.exit(1 if wrong or len(sys.argv) < 2 else 0)
