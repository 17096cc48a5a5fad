#!/usr/bin/env python3
"""Writes made-up staff-level records: a row a person and quarter.

    make_records.py ROWS QUARTERS REGISTER FOLDER

Shared out over the trusts of a register, whose file is copied beside them. No
chance is involved, so that the same numbers give the same bytes."""
import csv
import os
import shutil
import sys

HEADER = ("Period,Trust,Setting,Discipline,Band,Ethnicity,Gender,Disability,WTE,"
          "CPD accessed,CPD hours,Start date,Leaving date\n")
JOBS = [("Nursing", b) for b in ("Band 5", "Band 6", "Band 6", "Band 7", "Band 8a")]
JOBS += [("Support worker", b) for b in ("Band 2", "Band 3", "Band 3", "Band 4")]
JOBS += [("Psychology", b) for b in ("Band 7", "Band 8a")] + [("Medical", "Medical pay"), ("Admin", "Band 3"),
                                                             ("Admin", "Band 4"), ("Other", "Band 5")]
ETHNIC = ("White British", "White British", "White British", "Indian", "African", "Caribbean",
          "White and Asian", "Not stated", "White British", "White Irish", "Pakistani")
WTE = ("1", "1", "0.8", "0.6", "1", "0.5", "0.9")


def quarter(back):
    """2026-27-Q1 and its first month, counted back."""
    n = 2026 * 4 - back
    year, q = n // 4, n % 4
    month = q * 3 + 4
    return "%d-%02d-Q%d" % (year, (year + 1) % 100, q + 1), "%d-%02d" % (year + (month > 12), (month - 1) % 12 + 1)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    rows, quarters, register, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
    os.makedirs(folder, exist_ok=True)
    shutil.copy(register, folder)
    with open(register) as f:
        codes = [r["org_code"] for r in csv.DictReader(f)]
    each = rows // quarters
    made = 0
    with open(os.path.join(folder, "records.csv"), "w") as f:
        f.write(HEADER)
        for back in range(quarters - 1, -1, -1):
            name, month = quarter(back)
            n = each if back > 0 else rows - made
            for i in range(n):
                k = i * 7 + back * 13
                job = JOBS[k % len(JOBS)]
                f.write("%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n" % (
                    name, codes[i % len(codes)], "Inpatient" if i // len(codes) % 5 == 0 else "Community", job[0], job[1],
                    ETHNIC[k % len(ETHNIC)], "Female" if k % 5 else "Male", "Disabled" if k % 19 == 0 else "Not disabled",
                    WTE[k % len(WTE)], "yes" if k % 3 else "no", k % 40 if k % 3 else 0,
                    month + "-15" if k % 31 == 0 else "2019-05-01", month + "-20" if k % 37 == 0 else ""))
            made += n


main()
