#!/usr/bin/env python3
"""Is anything missing from a scorecard of quarterly returns?

    complete_scorecard.py SCORECARD.CSV INDICATORS.YAML RETURNS

Everybody who sent a return of a quarter (RETURNS/2026-27-Q1/XN1.xlsx), every
region and England have a row with a status for each core indicator in each
quarter; England has every other indicator that returns feed, from the first
quarter that it can be asked in."""
import csv
import os
import re
import sys

CORE = """MIX01 MIX02 MIX03 MIX04 MIX07 MIX09 BND01 BND02 BND03 BND05 RET01 RET02 RET07 CPD01 CPD03 CPD04 CPD05 CPD06
LEA03 EDI01 EDI02 EDI03 EDI07 WEL01 WEL05 DQ01 DQ02""".split()
STATUS = ("ok", "suppressed", "missing", "not_applicable", "low_base")
# The form asks for three since its second version; growth looks back a year.
SINCE = {"WEL07": "2023-24-Q4", "WEL08": "2023-24-Q4", "MIX94": "2023-24-Q4", "MIX11": "2024-25-Q1"}


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    with open(sys.argv[2]) as f:
        entries = re.split(r"\n  - id: ", f.read())[1:]
    fed = {e.split()[0] for e in entries if "\n    source: return" in e}
    have, wrong = {}, []
    with open(sys.argv[1], newline="") as f:
        for r in csv.DictReader(f):
            if r["status"] not in STATUS or (r["status"] == "ok") != (r["value"] != ""):
                wrong.append(r)
            have.setdefault((r["period"], r["org"]), set()).add(r["indicator"])
    quarters = sorted(os.listdir(sys.argv[3]))
    regions = {o for _, o in have if re.fullmatch(r"Y\d\d", o)}
    missing, asked = [], 0
    for q in quarters:
        orgs = {re.match(r"\w+", n).group() for n in os.listdir(os.path.join(sys.argv[3], q)) if n.endswith(".xlsx")}
        for o in sorted(orgs | regions | {"ENG"}):
            asked += len(CORE)
            missing += [(q, o, i) for i in CORE if i not in have.get((q, o), ())]
        missing += [(q, "ENG", i) for i in sorted(fed - have.get((q, "ENG"), set())) if SINCE.get(i, "") <= q]
    print("%d quarters, %d regions, %d core rows asked for, %d indicators fed by returns" % (
        len(quarters), len(regions), asked, len(fed)))
    if wrong or missing or not set(CORE) <= fed:
        sys.exit("wrong: %s\nmissing: %d: %s" % (wrong[:5], len(missing), missing[:20]))


main()
