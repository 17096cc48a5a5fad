"""The faults that are planted in the returns, and the answer key of them.

A fault is one thing that somebody did wrong; it may break several rules. Of the rows it gets in the key, the first is
what it is. Those marked `derived` follow from it, or stand where a rule about a total or a whole return reports; those
marked `part` are cells that are wrong with it, which no rule need name. Quarters count from 2023-24-Q1 as 0, so 12 is
the newest; a fault in 11 and 12 persists, one in 10 and 12 is reopened, one in 11 is fixed.

Eight trusts have none: XN2, XL2, XS2, XK2, XM2, XA3, XW1, XW2. XN3 has the most. The one at XN1 turns a verdict: with
4 in place of 40 people with CPD, its ethnic minority support workers make the trust's relative likelihood look clearly
above 1.
"""
from sample_form import COVER_ROW, HEADS, Formula, key, letters, number
from sample_returns import UNKNOWN
from sample_staff import BANDS, SETTINGS
from sample_trusts import ENDS, NEWEST, NOT_SENT, QUARTERS, WAS_CALLED, name_then

I, C = SETTINGS
LEVEL = {"ING006": "error", "ING010": "error", "ING012": "error", "RTN005": "error", "RTN006": "error",
         "RTN007": "error", "RTN008": "error", "RTN009": "warning", "RTN010": "error", "RTN014": "note"}
WARNINGS = "101 105 201 203 204 205 206 207 208 210 304 307 308 406 409 412 502 503 506 602 701 702".split()
NOTES = "408 507 604".split()

LATE = {("XN3", 12): 64, ("XL3", 12): 55, ("XL3", 7): 51}
MISNAMED = {("XW3", 12): "Lakeshead Partnership NHS FT"}
COPIED = {("XM3", 12): ("XM3", 11)}  # the whole return is last quarter's
BORROWED = {("XA2", 0): ("XA1", 0)}  # the whole return is another trust's
COPIED_SHEET = [("XW3", 12, "retention")]
BLANK_SHEET = [("XS4", 12, "equity")]
MISSING_SHEET = [("XK3", 12, "equity")]
NEW_HEADING = [("XS1", 12, "cpd", "Fill in: Requests released", "Fill in: Released")]
NEW_LABEL = [
    # code, quarter, topic, labels, column, label, what it is
    ("XN3", 12, "staff", ("Support worker", "Band 5"), 2, "Band 52", ["AUD104"]),
    ("XK1", 12, "staff", ("Nursing", "Band 5"), 2, "Band 52", ["AUD104"]),
    ("XM1", 12, "wards", ("Rapid tranquillisation",), 1, "Rapid tranquilisation", ["RTN008", "RTN007"]),
]
ROW_TWICE = [("XN4", 12, "training", ("Community", "Medical"))]


def level(code):
    return LEVEL.get(code) or ("warning" if code[3:] in WARNINGS else "note" if code[3:] in NOTES else "error")


def at(s, measure, **dims):
    return key(measure, setting=s, **dims)


def post(s, d, measure):
    return key(measure, setting=s, discipline=d)


def staff(s, d, b, measure):
    return key(measure, setting=s, discipline=d, band=b)


def cpd(group, band, who, measure="cpd_staff"):
    return key(measure, staff_group=group, band=band, ethnicity=who)


def digits_exchanged(v, places=1):
    """38.4 to 83.4: the first two digits the other way round."""
    t = number(v)
    out = t[1] + t[0] + t[2:]
    return float(out) if "." in out else int(out)


CELLS = []  # code, quarters, what, sent of (right, figures), codes here, derived: [(code, what)], changes beside it


def plant(code, quarters, what, sent, codes, derived=(), beside=()):
    CELLS.append((code, quarters, what, sent, codes, derived, beside))


def exchange(code, quarters, a, b, codes, derived=()):
    """Two cells that changed places."""
    plant(code, quarters, a, lambda v, f: f[b], codes, derived, [(b, lambda v, f: f[a])])


def plant_xn3():
    t = "XN3"
    plant(t, (11, 12), at(I, "exit_interviews_12m"), lambda v, f: "%d approx" % v, ["ING006"])
    plant(t, (10, 12), at(C, "support_worker_service_years"), lambda v, f: ("%.1f" % v).replace(".", ","), ["ING006"])
    plant(t, (12,), at(I, "seclusion"), -3, ["ING010"])
    plant(t, (12,), at(C, "hub_asked"), "[w]", ["RTN010"])
    plant(t, (12,), at(C, "flexible_staff"), lambda v, f: v + 0.5, ["AUD101"])
    plant(t, (12,), at(C, "appraisals_with_feedback"),
          lambda v, f: round(v / f[at(C, "appraisals")], 2), ["AUD102"])
    plant(t, (12,), at(I, "leaders_developing"),
          lambda v, f: round(100 * v / f[at(I, "leaders")]), ["AUD103"])
    plant(t, (12,), at(C, "stay_interviews_12m"), 46199, ["AUD105"])
    plant(t, (12,), at(I, "conditions_met"), "", ["AUD201"])
    plant(t, (12,), post(C, "Nursing", "trained_qi"), 0, ["AUD203"])
    plant(t, (11, 12), key("disciplinary_12m", ethnicity="Black"), "[c]", ["AUD205"])
    plant(t, (12,), post(C, "Psychology", "vacant_wte"), "[z]", ["AUD209"])
    exchange(t, (12,), post(C, "Admin", "reflective_staff"), post(C, "Admin", "trained_qi"), ["AUD505"])
    plant(t, (11, 12), at(I, "shifts_agency_known"), lambda v, f: f[at(I, "shifts_agency")] + 12, ["AUD401"])
    plant(t, (12,), staff(C, "Psychology", "Band 7", "cyp_wte"),
          lambda v, f: round(f[staff(C, "Psychology", "Band 7", "cyp_headcount")] + 2.6, 2), ["AUD403"])
    plant(t, (12,), staff(C, "Admin", "Band 9", "cyp_wte"), 0.6, [],
          [("AUD404", staff(C, "Admin", "Band 9", "cyp_headcount"))])
    plant(t, (12,), post(C, "Nursing", "cyp_leavers"), lambda v, f: f[post(C, "Nursing", "cyp_leavers_12m")] + 9,
          ["AUD410"])
    plant(t, (11, 12), post(C, "Therapist", "training_staff"), lambda v, f: v + 6, ["AUD307"])
    plant(t, (12,), at(I, "cyp_days_lost"), lambda v, f: round(v * 10, 1), ["AUD504"])
    men = key("gender_headcount", discipline="Support worker", gender="Male")
    plant(t, (12,), men, lambda v, f: v + 9, ["AUD306"])


def plant_north_and_london():
    support = cpd("Support worker", "Bands 2 to 4", "Ethnic minority", "cpd_staff_with_episode")
    plant("XN1", (12,), support, lambda v, f: v // 10, ["AUD504"])
    plant("XN1", (11, 12), at(I, "hub_aware"), "n/a", ["ING006"])
    plant("XN1", (12,), post(I, "Support worker", "establishment_wte"), lambda v, f: round(v + 50, 2), ["AUD308"])
    plant("XN4", (12,), cpd("Nursing", "Band 6", "White", "cpd_hours"), lambda v, f: round(v * 100), ["AUD409"])
    plant("XN4", (10, 11), at(I, "seclusion"), "none", ["ING006"])
    plant("XN4", (12,), staff(C, "Other", "Band 8b", "cyp_wte"), 0, ["AUD405"])
    women = key("gender_headcount", discipline="Admin", gender="Female")
    plant("XL1", (12,), women, lambda v, f: v + 12, ["AUD306"])
    plant("XL1", (12,), at(I, "shifts_all"), lambda v, f: digits_exchanged(v), ["AUD503"])
    plant("XL1", (11, 12), at(I, "rosters"), "[na]", ["RTN010"])
    a, b = cpd("Other clinical", "Band 6", "White"), cpd("Other clinical", "Band 6", "Ethnic minority")
    exchange("XL1", (12,), b, a, ["AUD309"], [("AUD401", a)])
    plant("XL1", (12,), at(C, "cyp_days_available"), lambda v, f: round(v / 3, 1), ["AUD412"])
    for s in SETTINGS:
        plant("XL3", (12,), at(s, "satisfaction_replies"), "[x]", ["AUD204"])
        plant("XL3", (12,), at(s, "satisfaction_points"), "[x]", ["AUD204"])
    plant("XL3", (9, 10, 11, 12), key("disciplinary_12m", ethnicity="Asian"), "[c]", ["AUD205"])
    plant("XL4", (11, 12), at(C, "services"), lambda v, f: v + 0.5, ["AUD101"])


def plant_south():
    cultural = [post(s, d, "trained_cultural") for s in SETTINGS for d in
                ("Nursing", "Support worker", "Psychology", "Psychotherapy", "Therapist", "Allied health professional",
                 "Medical", "Admin", "Other")]
    plant("XS1", (12,), cultural[0], 0, ["AUD210"], [("AUD701", cultural[0]), ("AUD701", cultural[9])],
          [(k, 0) for k in cultural[1:]])
    plant("XS1", (12,), post(C, "Admin", "cyp_joiners"), lambda v, f: v * 10, ["AUD503"],
          [("AUD506", staff(I, "Admin", "Band 2", "cyp_headcount"))])
    funded = post(C, "Admin", "establishment_wte")
    plant("XS4", (12,), funded, lambda v, f: round(0.6 * f[post(C, "Admin", "vacant_wte")], 2), ["AUD402"])
    # Psychologists counted as half time each, and posts to go with it.
    half = [staff(s, "Psychology", b, "cyp_wte") for s in SETTINGS for b in BANDS["Psychology"]]
    plant("XS4", (12,), staff(C, "Psychology", "Band 7", "cyp_wte"), lambda v, f: round(v / 2, 2), [],
          [("AUD702", half[0])],
          [(k, lambda v, f: round(v / 2, 2)) for k in half]
          + [(post(s, "Psychology", "establishment_wte"),
              lambda v, f, s=s: round((v + f[post(s, "Psychology", "vacant_wte")]) / 2, 2)) for s in SETTINGS])
    plant("XS4", (12,), at(I, "cyp_days_available"), Formula("SUM(C30:C40)"), ["ING012"])
    plant("XS4", (11,), post(I, "Medical", "cyp_joiners"), -1, ["ING010"])
    nurses = key("ethnicity_headcount", staff_group="Nursing", band="Band 6", ethnicity="White")
    support = key("ethnicity_headcount", staff_group="Support worker", band="Bands 2 to 4", ethnicity="White")
    plant("XS4", (12,), nurses, lambda v, f: v - 8, ["AUD305"], [("AUD305", support)],
          [(support, lambda v, f: v + 8)])
    plant("XK1", (12,), staff(C, "Other", "Band 5", "cyp_wte"), lambda v, f: round(v / 10, 2), ["AUD406"])
    white = key("ethnicity_headcount", staff_group="Nursing", band="Band 6", ethnicity="White")
    plant("XK3", (11, 12), white, lambda v, f: v + 9, ["AUD305"])
    plant("XK3", (12,), at(C, "stay_interviews_12m"), 46085, ["AUD105"])
    plant("XK3", (12,), at(C, "rotation_staff"), lambda v, f: "approx. %d" % v, ["ING006"])


def plant_midlands_east_and_west():
    # Four people of Band 7 stand under Band 8a.
    seven, eight = [[staff(I, "Nursing", band, m) for m in ("cyp_wte", "cyp_headcount")] for band in ("Band 7", "Band 8a")]
    plant("XM1", (12,), eight[0], lambda v, f: round(v + f[seven[0]] * 4 / f[seven[1]], 2), ["AUD408"], [],
          [(eight[1], lambda v, f: v + 4), (seven[1], lambda v, f: v - 4),
           (seven[0], lambda v, f: round(v - v * 4 / f[seven[1]], 2))])
    plant("XM1", (12,), at(I, "occupied_bed_days"), lambda v, f: v + 2000, ["AUD407"])
    doctors = key("ethnicity_headcount", staff_group="Other clinical", band="Medical pay", ethnicity="White")
    plant("XM1", (12,), doctors, lambda v, f: v + 40, ["AUD301"])
    plant("XM1", (12,), cpd("Support worker", "Bands 2 to 4", "White", "cpd_requests_released"),
          lambda v, f: f[cpd("Support worker", "Bands 2 to 4", "White", "cpd_requests")] + 30, ["AUD401"])
    plant("XA1", (12,), at(I, "satisfaction_points"), lambda v, f: v * 2, ["AUD411"])
    plant("XA1", (11, 12), at(C, "leaders"), lambda v, f: "%d (est.)" % v, ["ING006"])
    plant("XA1", (12,), at(I, "restraint"), lambda v, f: v * 10, ["AUD504"])
    plant("XA1", (10, 12), at(I, "rosters_in_time"), lambda v, f: f[at(I, "rosters")] + 2, ["AUD401"])
    well = key("disability_headcount", discipline="Psychology", disability="Not disabled")
    plant("XA2", (12,), well, lambda v, f: v - 6, ["AUD310"])
    clerks = cpd("Non-clinical", "Bands 2 to 4", "White")
    plant("XA2", (12,), clerks, lambda v, f: v + 13, ["AUD309"])
    plant("XA2", (11, 12), at(C, "shifts_agency"), lambda v, f: "%d?" % v, ["ING006"])
    plant("XW3", (12,), at(C, "bullying_reported"), lambda v, f: f[at(C, "bullying_replies")] - v, ["AUD701"],
          [("AUD503", at(C, "bullying_reported"))])


plant_xn3()
plant_north_and_london()
plant_south()
plant_midlands_east_and_west()


class Key:
    """The rows of the answer key."""
    HEAD = ("period", "org", "sheet", "cell", "code", "level", "sent", "right", "note")

    def __init__(self):
        self.rows = []

    def add(self, code, q, sheet, place, rule, sent="", right="", note=""):
        cell = "%s%d" % (letters(place[1]), place[0]) if place else ""
        self.rows.append((QUARTERS[q], code, sheet, cell, rule, level(rule), shown(sent), shown(right), note))

    def text(self):
        rows = [",".join(map(quoted, r)) for r in [self.HEAD] + sorted(self.rows)]
        return "\n".join(rows) + "\n"


def shown(v):
    return "=" + v if isinstance(v, Formula) else v if isinstance(v, str) else number(v)


def quoted(text):
    return '"%s"' % text.replace('"', '""') if set(text) & set(',"\n') else text


def sent_of(how, right, figures):
    return how(right, figures) if callable(how) else how


def spoil_figures(code, q, figures):
    """The figures as sent: {what: right} of those that differ stays behind."""
    right, first = {}, dict(figures)
    for code2, quarters, what, sent, _, _, beside in CELLS:
        if (code2, q) != (code, q) or q not in quarters:
            continue
        for k, how in [(what, sent)] + list(beside):
            figures[k] = sent_of(how, first[k], first)
            right[k] = first[k]
    return right


def key_cells(answer, code, q, sheets, figures, right):
    place = {k: (s.name, p) for s in sheets for k, p in s.at.items()}
    for code2, quarters, what, _, codes, derived, beside in CELLS:
        if code2 != code or q not in quarters:
            continue
        named = {what if codes else None} | {k for _, k in derived}
        for k in [k for k, _ in [(what, 0)] + list(beside) if k not in named and figures[k] != right[k]]:
            answer.add(code, q, place[k][0], place[k][1], (codes + [r for r, _ in derived])[0], figures[k], right[k], "part")
        for rule, k, note in [(r, what, "") for r in codes] + [(r, k, "derived") for r, k in derived]:
            said = (figures[k], right[k] if right[k] != figures[k] else "") if k in right else ("", "")
            answer.add(code, q, place[k][0], place[k][1], rule, *said, note)
        for k, v in right.items():
            if figures[k] == v and what == k and figures[k] != "[x]":
                raise SystemExit("%s %s: the fault changes nothing" % (code, k))


def find_row(sheet, labels):
    row = HEADS + 1
    while tuple(sheet.cell.get((row, i + 1)) for i in range(len(labels))) != labels:
        row += 1
    return row


def spoil_sheets(answer, form, code, q, sheets):
    """What is wrong with labels, headings and whole sheets."""
    by_topic = {t.name: s for t in form.topics for s in sheets if s.name == t.sheet}
    for c, k, topic, labels, column, label, codes in NEW_LABEL:
        if (c, k) == (code, q):
            s = by_topic[topic]
            row = find_row(s, labels)
            s.put(row, column, label)
            answer.add(code, q, s.name, (row, column), codes[0], label, labels[-1])
            for rule in codes[1:]:
                answer.add(code, q, s.name, None, rule, "", labels[-1], "derived")
    for c, k, topic, old, new in NEW_HEADING:
        if (c, k) == (code, q):
            s = by_topic[topic]
            column = next(col for (row, col), v in s.cell.items() if row == HEADS and v == old)
            s.put(HEADS, column, new)
            answer.add(code, q, s.name, None, "RTN006", "", old.removeprefix("Fill in: "))
    for c, k, topic, labels in ROW_TWICE:
        if (c, k) == (code, q):
            s = by_topic[topic]
            row, last = find_row(s, labels), max(r for r, _ in s.cell)
            for (r, col), v in list(s.cell.items()):
                if r == row:
                    s.put(last + 1, col, v)
            answer.add(code, q, s.name, (last + 1, 1), "RTN009", ", ".join(labels))
    for c, k, topic in BLANK_SHEET:
        if (c, k) == (code, q):
            s = by_topic[topic]
            for p in s.at.values():
                s.put(*p, "")
            answer.add(code, q, s.name, None, "AUD202")
    for c, k, topic in MISSING_SHEET:
        if (c, k) == (code, q):
            answer.add(code, q, "", None, "RTN005", "", by_topic[topic].name)
            sheets.remove(by_topic[topic])


def key_return(answer, form, code, q, sheets, answers, version):
    """Faults of a whole return, of its cover and of its sending."""
    name = (COVER_ROW["Organisation name"], 2)
    called, truth = answers["Organisation name"], name_then(code, q)
    if (code, q) in MISNAMED:
        answer.add(code, q, "Cover", name, "RTN014", called, truth)
        answer.add(code, q, "", None, "AUD507", called, truth, "derived")
    if code in WAS_CALLED and q == WAS_CALLED[code][1] + 1:
        answer.add(code, q, "", None, "AUD507", called, "", "derived")
    if (code, q) in LATE:
        answer.add(code, q, "", None, "AUD602", answers["Date sent"], note="derived")
    if version < form.version and q == NEWEST:
        answer.add(code, q, "", None, "AUD604", version, form.version, "derived")
    if (code, q) in COPIED:
        answer.add(code, q, "", None, "AUD501", note="derived")
    if (code, q) in BORROWED:
        answer.add(code, q, "", None, "AUD603", note="derived")
    for c, k, topic in COPIED_SHEET:
        if (c, k) == (code, q):
            answer.add(code, q, form.topic[topic].sheet, None, "AUD502", note="derived")
    for (c, what), (_, start) in UNKNOWN.items():
        if c == code and q >= start:
            rule = {"ethnicity": "AUD206", "disability": "AUD207", "gender": "AUD208"}[what]
            s = next(s for s in sheets if s.name == form.topic[what].sheet)
            first = next(p for k, p in s.at.items() if (what, "Unknown") in k)
            answer.add(code, q, s.name, first, rule, note="derived")


def key_absent(answer):
    for code, q in NOT_SENT:
        answer.add(code, q, "", None, "AUD601", note="derived")
