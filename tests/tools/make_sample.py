#!/usr/bin/env python3
"""Writes the synthetic sample, the same bytes every time, and the answer key of its planted faults.

    python3 tests/tools/make_sample.py input/synthetic-sample

Twenty-four trusts that do not exist, in the seven NHS regions: the layouts of the published files, and thirteen
quarters of CYPMH workforce returns in returns/QUARTER/CODE.xlsx. The key goes to tests/data/sample_faults.csv. All
figures come from one seed. Needs python3-yaml, for templates/return.yaml.

    sample_trusts.py     who there is, who sent nothing, who merged and was renamed
    sample_published.py  the published layouts
    sample_staff.py      people: national figures shared out, then followed back in time
    sample_returns.py    every figure of a return
    sample_signals.py    what really changes, by design
    sample_faults.py     what is wrong, by design
    sample_form.py       workbooks
"""
import datetime
import os
import shutil
import sys

from sample_faults import (BORROWED, COPIED, COPIED_SHEET, LATE, MISNAMED, Key, key_absent, key_cells, key_return,
                           spoil_figures, spoil_sheets)
from sample_form import HERE, Form, cover, key, lay_out, workbook
from sample_published import published
from sample_returns import Return
from sample_staff import everybody, stream
from sample_trusts import ENDS, NOT_SENT, QUARTERS, name_then, version_of


def figures_of(form, staff):
    """{(code, quarter): figures} of every return that there might be."""
    return {(code, q): Return(s, q, form).figure for code, s in staff.items() for q in range(s.last + 1)}


def as_version(figures, version):
    """Version 1 had no column for another gender; those people stand under Not known."""
    if version > 1:
        return dict(figures)
    out = dict(figures)
    for k, v in figures.items():
        if k[0] == "gender_headcount" and ("gender", "Other") in k:
            dims = dict(k[1:])
            out[key(k[0], **{**dims, "gender": "Unknown"})] += v
            del out[k]
    return out


def copy_over(form, every, code, q):
    """What was sent in place of the figures of the quarter."""
    source = COPIED.get((code, q)) or BORROWED.get((code, q))
    if source:
        return dict(every[source])
    figures = dict(every[code, q])
    for c, k, topic in COPIED_SHEET:
        if (c, k) == (code, q):
            measures = form.topic[topic].measures
            figures.update({f: v for f, v in every[code, q - 1].items() if f[0] in measures})
    return figures


def date_sent(code, q):
    days = LATE.get((code, q)) or stream("sent", code, q).randrange(12, 40)
    return (datetime.date.fromisoformat(ENDS[q]) + datetime.timedelta(days)).isoformat()


def one_return(folder, form, every, answer, code, q):
    version = version_of(code, q)
    figures = as_version(copy_over(form, every, code, q), version)
    right = spoil_figures(code, q, figures)
    answers = {
        "Organisation code": code,
        "Organisation name": MISNAMED.get((code, q), name_then(code, q)),
        "Quarter": QUARTERS[q],
        "Contact name": "Workforce information",
        "Contact e-mail": "workforce@%s.example" % code.lower(),
        "Date sent": date_sent(code, q),
        "Version of this form": version,
    }
    sheets = [lay_out(form, t, version, figures) for t in form.topics]
    key_cells(answer, code, q, sheets, figures, right)
    key_return(answer, form, code, q, sheets, answers, version)
    spoil_sheets(answer, form, code, q, sheets)
    workbook(os.path.join(folder, "returns", QUARTERS[q], code + ".xlsx"), [cover(form, answers)] + sheets)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    published(folder)
    shutil.rmtree(os.path.join(folder, "returns"), ignore_errors=True)
    form, answer = Form(), Key()
    every = figures_of(form, everybody())
    for code, q in sorted(every):
        if (code, q) not in NOT_SENT:
            one_return(folder, form, every, answer, code, q)
    key_absent(answer)
    with open(os.path.join(HERE, "../data/sample_faults.csv"), "w", encoding="utf-8") as f:
        f.write(answer.text())


main()
