#!/usr/bin/env python3
"""Writes made-up months of sickness absence for many organisations.

    make_scale.py ORGANISATIONS QUARTERS FOLDER

A register and a file for each quarter: two observations an organisation and
quarter. 210 organisations at a time, in seven regions, are a cluster, as
England's mental health trusts are. No chance is involved, so that the same
numbers give the same bytes."""
import os
import sys

CLUSTER = 210
REGISTER = """name: register
title: Made-up organisations
publisher: Nobody
kind: organisations
precedence: 40
recognise: {header: [org_code, org_name, region, cluster]}
organisation: {code: org_code, name: org_name, region: region, cluster: cluster, reported_on: yes}
"""
SICKNESS = """name: sickness
title: Made-up sickness absence
publisher: Nobody
kind: observations
precedence: 50
recognise: {header: [DATE, ORG_CODE, FTE_DAYS_LOST, FTE_DAYS_AVAILABLE]}
organisation: {code: ORG_CODE}
date: {column: DATE, format: dd/mm/yyyy}
values:
  - {column: FTE_DAYS_LOST, measure: days_lost}
  - {column: FTE_DAYS_AVAILABLE, measure: days_available}
"""


def code(i):
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "Z%s%s%02d" % (letters[i // 2400 % 24], letters[i // 100 % 24], i % 100)


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)


def quarter_end(back):
    """The last day of a quarter, counted back from June 2026."""
    n = 2026 * 4 + 1 - back
    return "%d/%02d/%d" % ((31, 30, 30, 31)[n % 4], n % 4 * 3 + 3, n // 4)


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    orgs, quarters, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    write(folder, "profiles/register.yaml", REGISTER)
    write(folder, "profiles/sickness.yaml", SICKNESS)
    rows = ["org_code,org_name,region,cluster,note"]
    for i in range(orgs):
        group = i // CLUSTER
        rows.append("%s,Trust %d,R%dX%d,Cluster %d,Synthetic data" % (code(i), i, group, i % 7, group))
    write(folder, "register.csv", "\n".join(rows) + "\n")
    for q in range(quarters):
        rows = ["DATE,ORG_CODE,FTE_DAYS_LOST,FTE_DAYS_AVAILABLE"]
        for i in range(orgs):
            available = 20000 + i * 7919 % 90000
            lost = available * (30 + (i * 31 + q * 17) % 50) / 1000
            rows.append("%s,%s,%.2f,%d" % (quarter_end(q), code(i), lost, available))
        write(folder, "sickness-%02d.csv" % q, "\n".join(rows) + "\n")


main()
