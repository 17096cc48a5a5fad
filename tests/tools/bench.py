#!/usr/bin/env python3
"""Times the program, stage by stage, as ratios measured in one run.

    bench.py PROGRAM INPUT [REPEATS]

CPU is user + system time of the program and its workers, the least of the
repeats. Set against: inflating the largest worksheet (unzip -p), reading the
input's bytes (cat).
"""
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile


def run(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    t = time.monotonic()
    p = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.monotonic() - t
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if p.returncode not in (0, 1):
        sys.exit("failed: %s" % " ".join(command))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def least(command, repeats, before=None):
    best = None
    for _ in range(repeats):
        if before:
            before()
        got = run(command)
        best = got if best is None or got[0] < best[0] else best
    return best


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, given = sys.argv[1], sys.argv[2]
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    out = tempfile.mkdtemp()
    clean = lambda: shutil.rmtree(out, ignore_errors=True)
    files = [os.path.join(d, f) for d, _, n in os.walk(given) for f in n if f.endswith((".csv", ".xlsx"))]
    largest, part, size = None, None, 0
    for f in files:
        if f.endswith(".xlsx") and zipfile.is_zipfile(f):
            for i in zipfile.ZipFile(f).infolist():
                if "worksheets/sheet" in i.filename and i.file_size > size:
                    largest, part, size = f, i.filename, i.file_size
    cat = least(["cat"] + files, repeats)
    ingest = least([program, "ingest", "--quiet", "--input", given], repeats)
    compute = least([program, "compute", "--quiet", "--input", given, "--output", out], repeats, clean)
    one = least([program, "run", "--quiet", "--input", given, "--output", out, "--jobs", "1"], repeats, clean)
    packs = sum(f.endswith(".pdf") for _, _, n in os.walk(out) for f in n)
    all_ = least([program, "run", "--quiet", "--input", given, "--output", out], repeats, clean)
    clean()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    mega = sum(os.path.getsize(f) for f in files) / 1e6
    print("input: %d files, %.1f MB; %d packs" % (len(files), mega, packs))
    print("%-44s %8s %8s" % ("", "CPU s", "wall s"))
    for name, t in (("reading the bytes (cat)", cat), ("ingest", ingest), ("ingest, compute and store", compute),
                    ("whole run, one worker", one), ("whole run, a worker a core", all_)):
        print("%-44s %8.3f %8.3f" % (name, t[0], t[1]))
    if packs:
        print("%-44s %8.1f" % ("a pack, PDF and XLSX, CPU ms", 1000 * (one[0] - compute[0]) / packs))
        print("%-44s %8.1f" % ("packs a second, one worker", packs / max(one[1] - compute[1], 1e-9)))
        print("%-44s %8.2f" % ("speed-up by cores (wall)", one[1] / all_[1]))
    if largest:
        inflate = least(["unzip", "-p", largest, part], repeats)
        cells = least([program, "cells", "--raw", largest], repeats)
        print("%-44s %8.2f" % ("cells of the largest sheet / unzip -p", cells[0] / inflate[0]))
    print("%-44s %8.0f" % ("peak memory, MiB", peak))


main()
