"""The sample in the layouts of the published files: register, turnover, sickness absence, staff in post, doctors.

All figures come from the seed; shares are drawn round the national ones so that the pages look like real ones. The
twelve trusts of FIRST are drawn before those of LATER, from a stream of their own, so they keep their figures.
"""
import io
import os
import random
import zipfile

from sample_trusts import CLOSED, FIRST, LATER, REGIONS, SEED, SUCCESSOR, TRUSTS

random.seed(SEED)

NO_STAFF_FILE = {"XS4"}  # did not send the staff in post file
NO_SICKNESS = {"XL3"}
NOTE = "Synthetic data"

# staff group: share of people, monthly leavers and joiners of a hundred
STAFF_GROUPS = [
    ("Nurses & health visitors", 31.0, 1.0, 1.1),
    ("Support to doctors, nurses & midwives", 27.0, 1.3, 1.5),
    ("Scientific, therapeutic & technical staff", 19.0, 1.2, 1.5),
    ("Support to ST&T staff", 4.5, 1.8, 2.0),
    ("HCHS Doctors (exc. Resident doctors and equivalents)", 3.2, 0.8, 0.8),
    ("Central functions", 8.5, 1.0, 1.1),
    ("Hotel, property & estates", 3.6, 0.9, 0.8),
    ("Managers", 2.2, 0.8, 0.7),
    ("Senior managers", 1.0, 0.7, 0.5),
]
# main group, group 1, group 2, area, level, share of FTE, bands
STAFF = [
    ("001", "005", "010", "005_Other Psychiatry", "009_Other 1st Level Nurse", 11.5, {"Band 5": 53, "Band 6": 34, "Band 7": 12, "Band 8a": 1}),
    ("001", "005", "010", "004_Community Psychiatry", "009_Other 1st Level Nurse", 10.0, {"Band 5": 13, "Band 6": 69, "Band 7": 16, "Band 8a": 2}),
    ("001", "005", "008", "008_Community Services", "009_Other 1st Level Nurse", 6.0, {"Band 5": 51, "Band 6": 29, "Band 7": 19, "Band 8a": 1}),
    ("001", "005", "010", "005_Other Psychiatry", "004_Nurse Manager", 1.3, {"Band 7": 55, "Band 8a": 30, "Band 8b": 12, "Band 8c": 3}),
    ("021", "022", "024", "005_Other Psychiatry", "005_Healthcare Assistant", 15.0, {"Band 2": 25, "Band 3": 68, "Band 4": 7}),
    ("021", "022", "024", "008_Community Services", "006_Support Worker", 4.6, {"Band 2": 17, "Band 3": 58, "Band 4": 25}),
    ("021", "022", "025", "012_Clinical Support", "007_Clerical & administrative", 9.9, {"Band 2": 18, "Band 3": 40, "Band 4": 30, "Band 5": 9, "Band 6": 3}),
    ("038", "043", "044", "001_Central functions", "001_Clerical & administrative", 9.4, {"Band 3": 22, "Band 4": 24, "Band 5": 22, "Band 6": 19, "Band 7": 13}),
    ("038", "041", "042", "001_Central functions", "004_Manager", 2.4, {"Band 7": 34, "Band 8a": 37, "Band 8b": 19, "Band 8c": 10}),
    ("038", "039", "040", "001_Central functions", "003_Senior Manager", 0.9, {"Band 8d": 40, "Band 9": 20, "Very Senior Manager": 40}),
    ("038", "045", "046", "002_Hotel, property & estates", "006_Support Worker", 3.4, {"Band 2": 80, "Band 3": 20}),
    ("001", "017", "020", "011_Clinical psychology", "004_Scientist", 5.2, {"Band 7": 32, "Band 8a": 42, "Band 8b": 18, "Band 8c": 8}),
    ("001", "017", "020", "012_Psychotherapy", "003_Therapist", 3.0, {"Band 6": 30, "Band 7": 55, "Band 8a": 15}),
    ("001", "017", "018", "008_Art / Music / Drama therapy", "003_Therapist", 1.2, {"Band 6": 40, "Band 7": 60}),
    ("001", "017", "018", "003_Occupational Therapy", "003_Therapist", 4.4, {"Band 5": 25, "Band 6": 54, "Band 7": 21}),
    ("001", "017", "018", "009_Speech & language therapy", "003_Therapist", 1.1, {"Band 5": 22, "Band 6": 45, "Band 7": 33}),
    ("001", "017", "020", "019_Social Services", "003_Therapist", 1.9, {"Band 6": 68, "Band 7": 32}),
    ("021", "032", "035", "011_Clinical psychology", "001_Assistant Practitioner", 2.0, {"Band 4": 62, "Band 5": 38}),
]
MEDICAL = [
    ("5", "Specialty Registrar", 26), ("1", "Consultant (including Directors of Public Health)", 44),
    ("3", "Specialty Doctor", 18), ("6", "Core Training", 12),
]
SPECIALTIES = [("General psychiatry", 72), ("Child and adolescent psychiatry", 17), ("Old age psychiatry", 11)]


def wobble(width):
    """A factor round 1: the sum of three uniform draws."""
    return 1 + width * (random.random() + random.random() + random.random() - 1.5)


def draws(n, p):
    return sum(random.random() < p for _ in range(n))


def csv_line(cells):
    out = []
    for c in cells:
        c = str(c)
        out.append('"' + c.replace('"', '""') + '"' if any(x in c for x in ',"\n') else c)
    return ",".join(out) + "\r\n"


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
        f.write(text)


def register(folder):
    out = csv_line(["org_code", "org_name", "nhse_region_code", "nhse_region_name", "ics_code", "ics_name",
                    "benchmark_group", "etr2025_region", "etr2025_icb", "flags", "note"])
    for code, name, region, icb, icb_name, _, _ in TRUSTS:
        out += csv_line([code, name, region, REGIONS[region], icb, icb_name,
                         "Mental Health and Learning Disability", region, icb, "", NOTE])
    write(folder, "synthetic_mental_health_trusts.csv", out)


def turnover(trusts):
    out = ""
    for code, name, region, icb, icb_name, people, character in trusts:
        rows, total = [], {}
        for group, share, leave, join in STAFF_GROUPS:
            start = round(people * share / 100 * wobble(0.15))
            if start == 0:
                continue
            leavers = draws(start, leave / 100 * (1 + 0.28 * character) * wobble(0.2))
            joiners = draws(start, join / 100 * (1 + 0.15 * character) * wobble(0.3))
            counts = {"Denominator at start of period": start,
                      "Denominator at end of period": start + joiners - leavers,
                      "Joiners": joiners, "Leavers": leavers}
            for kind, n in counts.items():
                total[kind] = total.get(kind, 0) + n
                if n:
                    rows.append((kind, group, n))
        rows += [(kind, "All staff groups", n) for kind, n in total.items() if n]
        for kind, group, n in sorted(rows):
            out += csv_line(["202605 to 202606", kind, region, REGIONS[region], icb, icb_name, name, code,
                             "Mental Health", "Mental Health and Learning Disability", group, n,
                             "%.5f" % (n * 0.91), NOTE])
    return out


def sickness(trusts, date, days, season):
    out = ""
    for code, org, region, icb, icb_name, people, character in trusts:
        if code in NO_SICKNESS and season == 1:
            continue
        available = round(people * 0.91 * days * wobble(0.02), 5)
        lost = round(available * 0.052 * season * (1 + 0.14 * character) * wobble(0.16), 5)
        rate = ("%.2f" % (100 * lost / available)).rstrip("0").rstrip(".")
        out += csv_line([date, region, REGIONS[region], icb, icb_name, code, org, "Mental Health",
                         "%.5f" % lost, "%.5f" % available, rate, NOTE])
    return out


def column(i):
    return chr(ord("A") + i)


def sheet_xml(rows):
    out = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns='
           '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>']
    for r, row in enumerate(rows, 1):
        out.append('<row r="%d">' % r)
        for i, v in enumerate(row):
            at = "%s%d" % (column(i), r)
            if isinstance(v, str):
                v = v.replace("&", "&amp;").replace("<", "&lt;")
                out.append('<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (at, v))
            elif i == 0:
                out.append('<c r="%s" s="1"><v>%d</v></c>' % (at, v))
            else:
                out.append('<c r="%s"><v>%s</v></c>' % (at, repr(v)))
        out.append("</row>")
    out.append("</sheetData></worksheet>")
    return "".join(out)


def workbook(path, sheets):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pkg = "http://schemas.openxmlformats.org/package/2006/"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    n = range(1, len(sheets) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml": head + '<Types xmlns="%scontent-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="%ssheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="%sstyles+xml"/>%s</Types>'
        % (pkg, kind, kind, "".join('<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>'
                                    % (i, kind) for i in n)),
        "_rels/.rels": head + '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type='
        '"%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (pkg, rel),
        "xl/workbook.xml": head + '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>'
        % (main, rel, "".join('<sheet name="%s" sheetId="%d" r:id="rId%d"/>' % (s[0], i, i)
                              for i, s in enumerate(sheets, 1))),
        "xl/_rels/workbook.xml.rels": head + '<Relationships xmlns="%srelationships">%s<Relationship Id="rId99" '
        'Type="%s/styles" Target="styles.xml"/></Relationships>'
        % (pkg, "".join('<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>'
                        % (i, rel, i) for i in n), rel),
        "xl/styles.xml": head + '<styleSheet xmlns="%s"><fonts count="1"><font><sz val="12"/><name val="Arial"/>'
        '</font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1">'
        '<border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>' % main,
    }
    for i, s in enumerate(sheets, 1):
        parts["xl/worksheets/sheet%d.xml" % i] = sheet_xml(s[1])
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    with open(path, "wb") as f:
        f.write(data.getvalue())


def staff(trusts):
    rows = []
    for code, _, _, _, _, people, character in trusts:
        if code in NO_STAFF_FILE:
            continue
        for main, one, two, area, level, share, bands in STAFF:
            fte = people * 0.88 * share / 93.3 * wobble(0.35)
            for band, part in bands.items():
                n = round(fte * part / 100 * wobble(0.3 + 0.1 * abs(character)), 2)
                if n > 0:
                    rows.append([46112, code, main, one, two, area, level, band, n])  # 31 March 2026
    return rows


def medical(trusts):
    out = ""
    for code, _, _, _, _, people, _ in trusts:
        if code in NO_STAFF_FILE:
            continue
        for order, grade, part in MEDICAL:
            for specialty, share in SPECIALTIES:
                n = round(people * 0.05 * part / 100 * share / 100 * wobble(0.5), 2)
                if n >= 0.2:
                    out += csv_line(["31/03/2026", code, order, grade, "Psychiatry group", specialty, n, NOTE])
    return out


TURNOVER = ["PERIOD", "TYPE", "NHSE_REGION_CODE", "NHSE_REGION_NAME", "ICS_CODE", "ICS_NAME", "REPORTING_ORG_NAME",
            "REPORTING_ORG_CODE", "CLUSTER_GROUP", "BENCHMARK_GROUP", "STAFF_GROUP_1_NAME", "HC", "FTE", "NOTE"]
SICKNESS = ["DATE", "NHSE_REGION_CODE", "NHSE_REGION_NAME", "ICS_CODE", "ICS_NAME", "ORG_CODE", "ORG_NAME", "ORG_TYPE",
            "FTE_DAYS_LOST", "FTE_DAYS_AVAILABLE", "SICKNESS_ABSENCE_RATE_PERCENT", "NOTE"]
STAFF_HEAD = ["DATE", "ORG_CODE", "MAIN_STAFF_GROUP_CODE", "STAFF_GROUP_1_CODE", "STAFF_GROUP_2_CODE", "AREA", "LEVEL",
              "AFC_BAND", "FTE"]
DOCTORS = ["DATE", "ORG_CODE", "GRADE_SORT_ORDER", "GRADE", "SPECIALITY_GROUP", "SPECIALTY", "FTE", "NOTE"]


def closed(folder):
    """The trust that merged stands in the list of the Organisation Data Service, where no packs come from."""
    code, name, region, icb, until = CLOSED
    row = [""] * 27
    row[:4] = [code, name.upper(), region, icb]
    row[9:12] = ["ZZ9 9ZZ", "20020401", until.replace("-", "")]
    row[26] = NOTE
    write(folder, "synthetic_ods_closed.csv", csv_line(row))
    write(folder, "synthetic_trust_mergers.csv",
          csv_line(["trust_code_old", "trust_code_new", "from_date", "note"])
          + csv_line([code, SUCCESSOR, "2025-04-01", NOTE]))


def published(folder):
    register(folder)
    closed(folder)
    drawn = [(turnover(t), sickness(t, "31/05/2025", 31, 1.04), sickness(t, "31/05/2026", 31, 1), staff(t), medical(t))
             for t in (FIRST, LATER)]
    moves, last_year, this_year, rows, doctors = [a + b for a, b in zip(*drawn)]
    write(folder, "synthetic_turnover_2026-06.csv", csv_line(TURNOVER) + moves)
    write(folder, "synthetic_sickness_2025-05.csv", csv_line(SICKNESS) + last_year)
    write(folder, "synthetic_sickness_2026-05.csv", csv_line(SICKNESS) + this_year)
    note = [["NOTE"], ["Synthetic data: the trusts do not exist and the figures are drawn from a seed."]]
    workbook(os.path.join(folder, "synthetic_non_medical_staff_2026-03.xlsx"),
             [("non_medical_staff", [STAFF_HEAD] + rows), ("about", note)])
    write(folder, "synthetic_medical_staff_2026-03.csv", csv_line(DOCTORS) + doctors)
