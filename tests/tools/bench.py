#!/usr/bin/env python3
"""Times the program, stage by stage, as ratios measured in one run.

    bench.py PROGRAM INPUT [REPEATS]

CPU is user + system time of the program and its workers, the least of the
repeats. Set against: inflating the largest worksheet (unzip -p), reading the
input's bytes (cat).
"""
import glob
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib


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


def peak_of(command):
    """CPU, wall and the peak memory in MiB of the command's first process."""
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(command[0], command)
    t = time.monotonic()
    _, status, used = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit("failed: %s" % " ".join(command))
    return used.ru_utime + used.ru_stime, time.monotonic() - t, used.ru_maxrss / 1024


def simulate(program, folder, organisations, quarters):
    maker = os.path.join(os.path.dirname(__file__), "make_scale.py")
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, maker, str(organisations), str(quarters), folder], check=True)


def records(program, given, folder, out):
    """A million staff-level records of the sample's trusts to their scorecard."""
    maker = os.path.join(os.path.dirname(__file__), "make_records.py")
    register = os.path.join(given, "synthetic-sample", "synthetic_mental_health_trusts.csv")
    if not os.path.exists(register):
        return
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, maker, "1000000", "13", register, folder], check=True)
    shutil.rmtree(out, ignore_errors=True)
    cpu, wall, mib = peak_of([program, "compute", "--quiet", "--jobs", "1", "--input", folder, "--output", out])
    print("%-44s %8.2f %8.2f %8.0f" % ("1,000,000 staff records to scorecard (MiB)", cpu, wall, mib))


def redrawn(program, given, out, suffix, repeats):
    """A run of one worker that finds every file but those of one kind; None: every file."""
    def remove():
        for d, _, names in os.walk(out):
            for f in names:
                if suffix and f.endswith(suffix):
                    os.remove(os.path.join(d, f))
    return least([program, "run", "--quiet", "--format", "json", "--input", given, "--output", out, "--jobs", "1"], repeats,
                 remove)


def corrected(program, given, folder, out, repeats):
    """Ingest, compute and store after one cell of a newest return was corrected; None: there are no returns."""
    returns = sorted(glob.glob(os.path.join(given, "**", "returns", "*", "*.xlsx"), recursive=True))
    if not returns:
        return None
    fill = os.path.join(os.path.dirname(__file__), "fill_return.py")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(given, folder)
    path = os.path.join(folder, os.path.relpath(returns[-1], given))
    command = [program, "compute", "--quiet", "--input", folder, "--output", out]
    people = 3

    def correct():
        nonlocal people
        people += 1
        subprocess.run(["/usr/bin/python3", fill, path, path + ".new", "--set",
                        "Return disability!Nursing/Disabled=%d" % people], check=True)
        os.replace(path + ".new", path)
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run(command, stderr=subprocess.DEVNULL)
    return least(command, repeats, correct)


def growth(program, folder, out):
    """Ingest, compute and store of 40 quarters of more and more organisations."""
    print("%-44s %8s %8s %8s %8s" % ("organisations x 40 quarters", "CPU s", "wall s", "MiB", "ms each"))
    for n in (625, 1250, 2500, 5000, 10000):
        simulate(program, folder, n, 40)
        shutil.rmtree(out, ignore_errors=True)
        cpu, wall, mib = peak_of([program, "compute", "--quiet", "--jobs", "1", "--input", folder, "--output", out])
        print("%-44d %8.2f %8.2f %8.0f %8.2f" % (n, cpu, wall, mib, 1000 * cpu / n))


def history(program, folder, out):
    """A store that 40 quarters of 212 trusts went into one after the other."""
    simulate(program, folder, 212, 40)
    shutil.rmtree(out, ignore_errors=True)
    took = []
    for back in range(39, -1, -1):
        n = 2026 * 4 - back
        period = "%d-%02d-Q%d" % (n // 4, (n // 4 + 1) % 100, n % 4 + 1)
        took.append(run([program, "compute", "--quiet", "--input", folder, "--output", out, "--period", period])[0])
    print("%-44s %8.3f" % ("a run: the 1st quarter of 40 x 212 trusts", took[0]))
    print("%-44s %8.3f" % ("a run: the 40th", took[-1]))
    db = sqlite3.connect(os.path.join(out, "skillmix.db"))
    for name, query in (("one trust's figures of all quarters", "SELECT * FROM figures WHERE org = 'ZAA07'"),
                        ("one quarter's figures of all trusts", "SELECT * FROM figures WHERE period = '2026-27-Q1'"),
                        ("one trust's observations", "SELECT * FROM observations WHERE org = 'ZAA07'")):
        t = time.monotonic()
        rows = len(db.execute(query).fetchall())
        print("%-44s %8.1f ms, %d rows" % (name, 1000 * (time.monotonic() - t), rows))


def deflated(out):
    """What zlib alone takes for the parts of the workbooks, as libxlsxwriter calls it: ms, MB and parts of a book."""
    parts, books = [], 0
    for d, _, names in os.walk(out):
        for f in names:
            if f.endswith(".xlsx"):
                books += 1
                with zipfile.ZipFile(os.path.join(d, f)) as z:
                    parts += [z.read(i) for i in z.namelist()]
    best = 1e9
    for _ in range(3):
        t = time.process_time()
        for part in parts:
            z = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
            z.compress(part)
            z.flush()
        best = min(best, time.process_time() - t)
    books = max(books, 1)
    return 1000 * best / books, sum(map(len, parts)) / 1e6 / books, len(parts) / books


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
    alone = least([program, "ingest", "--quiet", "--jobs", "1", "--input", given], repeats)
    ingest = least([program, "ingest", "--quiet", "--input", given], repeats)
    compute = least([program, "compute", "--quiet", "--input", given, "--output", out], repeats, clean)
    one = least([program, "run", "--quiet", "--input", given, "--output", out, "--jobs", "1"], repeats, clean)
    packs = sum(f.endswith(".pdf") for _, _, n in os.walk(out) for f in n)
    again = least([program, "run", "--quiet", "--input", given, "--output", out], repeats)
    # Whoever asks for every event gets the long way: all is computed.
    long = redrawn(program, given, out, None, repeats)
    pdfs = redrawn(program, given, out, ".pdf", repeats)[0] - long[0]
    books = redrawn(program, given, out, ".xlsx", repeats)[0] - long[0]
    zlib_ms, book_mb, book_parts = deflated(out)
    all_ = least([program, "run", "--quiet", "--input", given, "--output", out], repeats, clean)
    made = tempfile.mkdtemp()
    cell = corrected(program, given, made, out, repeats)
    clean()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    mega = sum(os.path.getsize(f) for f in files) / 1e6
    print("input: %d files, %.1f MB; %d packs" % (len(files), mega, packs))
    print("%-44s %8s %8s" % ("", "CPU s", "wall s"))
    for name, t in (("reading the bytes (cat)", cat), ("ingest, one process", alone), ("ingest, a reader a core", ingest), ("ingest, compute and store", compute),
                    ("whole run, one worker", one), ("whole run, a worker a core", all_),
                    ("again, all computed, nothing drawn", long),
                    ("again, one cell corrected: compute and store", cell),
                    ("again, nothing changed", again)):
        if t:
            print("%-44s %8.3f %8.3f" % (name, t[0], t[1]))
    if packs:
        print("%-44s %8.1f   (goal for a board report: 45)" % ("a pack, PDF and XLSX, CPU ms", 1000 * (one[0] - compute[0]) / packs))
        print("%-44s %8.1f   (goal: 35)" % ("  with its PDF alone drawn again", 1000 * pdfs / packs))
        print("%-44s %8.1f   (goal: 10)" % ("  with its workbook alone drawn again", 1000 * books / packs))
        print("%-44s %8.1f   (%.2f MB in %.0f parts; the goal's book has 0.40)" % ("    zlib alone on that workbook", zlib_ms, book_mb, book_parts))
        print("%-44s %8.1f" % ("packs a second, one worker", packs / max(one[1] - compute[1], 1e-9)))
        print("%-44s %8.2f" % ("speed-up by cores (wall)", one[1] / all_[1]))
    if largest:
        inflate = least(["unzip", "-p", largest, part], repeats)
        cells = least([program, "cells", "--raw", largest], repeats)
        print("%-44s %8.2f" % ("cells of the largest sheet / unzip -p", cells[0] / inflate[0]))
    print("%-44s %8.0f" % ("peak memory, MiB", peak))
    records(program, given, made, out)
    history(program, made, out)
    growth(program, made, out)
    shutil.rmtree(made)
    clean()


main()
