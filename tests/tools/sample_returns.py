"""Every figure of every return of the sample, from the people of sample_staff.py. Parts are drawn from their wholes,
and what two sheets both say is worked out once."""
import math

from sample_form import key
from sample_signals import CPD_GAP, CPD_GAP_OTHERS, factor
from sample_staff import DISCIPLINES, SETTINGS, split, stream
from sample_trusts import DAYS, REGION

NOT_APPLICABLE, NOT_AVAILABLE = "[z]", "[x]"

ETHNIC = ("White", "Asian", "Black", "Mixed", "Other", "Unknown")
MINORITY_BY_REGION = {"Y56": 0.42, "Y58": 0.13, "Y59": 0.18, "Y60": 0.26, "Y61": 0.17, "Y62": 0.18, "Y63": 0.16}
MINORITY = {"XN1": 0.38}
MINORITY_BY_BAND = {"Bands 2 to 4": 1.1, "Band 5": 1.4, "Band 6": 1.05, "Band 7": 0.8, "Bands 8a and 8b": 0.6,
                    "Bands 8c to 9": 0.4, "Medical pay": 1.7}
# Asian, Black, Mixed, Other
MINORITIES = {"Nursing": (28, 52, 11, 9), "Support worker": (22, 58, 14, 6), "Other clinical": (46, 24, 20, 10),
              "Non-clinical": (42, 33, 17, 8)}
GROUP = {"Nursing": "Nursing", "Support worker": "Support worker", "Admin": "Non-clinical"}
UPTAKE_BY_BAND = {"Bands 2 to 4": 0.85, "Band 5": 0.95, "Band 6": 1.05, "Band 7": 1.12, "Bands 8a to 9": 1.15,
                  "Medical pay": 1.15}
# Who does not know what of many: share of staff, from that quarter on.
UNKNOWN = {("XW3", "ethnicity"): (0.125, 0), ("XK1", "disability"): (0.16, 7), ("XA1", "gender"): (0.13, 5)}

WOMEN = {"Nursing": 0.8925, "Support worker": 0.77, "Psychology": 0.84, "Psychotherapy": 0.80, "Therapist": 0.85,
         "Allied health professional": 0.91, "Medical": 0.57, "Admin": 0.88, "Other": 0.81}

# Settings: what share of what, by setting: lowest and highest trust.
SHARES = {
    "leavers_known_destination_12m": ("leavers", (0.70, 0.95), (0.70, 0.95)),
    "leavers_to_community_12m": ("leavers_known_destination_12m", (0.25, 0.45), (0.20, 0.38)),
    "leavers_known_reason_12m": ("leavers", (0.65, 0.95), (0.65, 0.95)),
    "leavers_caring_12m": ("leavers_known_reason_12m", (0.07, 0.19), (0.07, 0.19)),
    "exit_interviews_12m": ("leavers", (0.30, 0.75), (0.35, 0.80)),
    "stay_interviews_12m": ("people", (0.04, 0.20), (0.05, 0.22)),
    "flexible_staff": ("people", (0.18, 0.34), (0.30, 0.50)),
    "shifts_agency": ("shifts_all", (0.06, 0.14), (0.03, 0.09)),
    "shifts_agency_known": ("shifts_agency", (0.50, 0.85), (0.50, 0.88)),
    "rotation_eligible": ("people", (0.40, 0.60), (0.25, 0.45)),
    "rotation_staff": ("rotation_eligible", (0.04, 0.16), (0.03, 0.12)),
    "role_documented": ("people", (0.60, 0.86), (0.66, 0.90)),
    "nurse_advocates": ("nurses", (0.03, 0.08), (0.02, 0.06)),
    "non_medical_prescribers": ("nurses", (0.01, 0.04), (0.05, 0.11)),
    "approved_clinicians": ("nurses", (0.00, 0.02), (0.00, 0.02)),
    "apprenticeship_starts": ("support", (0.01, 0.05), (0.01, 0.05)),
    "nursing_associate_starts": ("support", (0.01, 0.04), (0.01, 0.04)),
    "yipp_starts": ("support", (0.00, 0.03), (0.02, 0.08)),
    "care_certificate_starts": ("support", (0.06, 0.16), (0.05, 0.14)),
    "agency_learning_staff": ("agency_regular_staff", (0.30, 0.70), (0.30, 0.70)),
    "services_audited": ("services", (0.30, 0.80), (0.30, 0.80)),
    "appraisals": ("people", (0.70, 0.90), (0.72, 0.92)),
    "appraisals_with_feedback": ("appraisals", (0.10, 0.45), (0.08, 0.40)),
    "leaders": ("seniors", (0.40, 0.60), (0.25, 0.45)),
    "leaders_developing": ("leaders", (0.15, 0.45), (0.15, 0.45)),
    "ward_days_with_activity": ("ward_days", (0.62, 0.92), None),
    "ward_rules_coproduced": ("ward_rules", (0.25, 0.75), None),
    "incidents_debriefed": ("incidents", (0.55, 0.88), None),
    "rosters_in_time": ("rosters", (0.50, 0.95), None),
    "shifts_with_break": ("shifts_audited", (0.60, 0.90), None),
    "supervision_due": ("clinical", (0.93, 1.00), (0.93, 1.00)),
    "supervision_held": ("supervision_due", (0.62, 0.84), (0.70, 0.90)),
    "satisfaction_replies": ("people", (0.30, 0.55), (0.35, 0.60)),
    "bullying_replies": ("people", (0.30, 0.55), (0.35, 0.60)),
    "bullying_reported": ("bullying_replies", (0.14, 0.28), (0.10, 0.22)),
    "whistleblowing_asked": ("people", (0.25, 0.50), (0.25, 0.50)),
    "whistleblowing_aware": ("whistleblowing_asked", (0.60, 0.90), (0.62, 0.92)),
    "hub_asked": ("people", (0.25, 0.50), (0.25, 0.50)),
    "hub_aware": ("hub_asked", (0.40, 0.80), (0.45, 0.85)),
    "trained_ld_autism": ("people", (0.60, 0.92), (0.60, 0.92)),
    "trained_trauma": ("people", (0.40, 0.75), (0.40, 0.75)),
    "trained_cultural": ("people", (0.35, 0.75), (0.35, 0.75)),
    "reflective_staff": ("people", (0.40, 0.80), (0.45, 0.85)),
    "trained_qi": ("people", (0.12, 0.35), (0.12, 0.35)),
}
MOVED = {"shifts_agency": "agency", "supervision_held": "supervision", "trained_trauma": "trauma"}
SURVEY_NOT_HELD = {("XW3", "whistleblowing", 9), ("XW3", "whistleblowing", 10), ("XS2", "bullying", 7)}
for quarter in range(9, 13):
    SURVEY_NOT_HELD.add(("XL3", "satisfaction", quarter))  # too long: the audit asks


def band_group(discipline, band):
    if band in ("Band 2", "Band 3", "Band 4"):
        return "Bands 2 to 4"
    if band in ("Band 8a", "Band 8b"):
        return "Bands 8a and 8b"
    if band in ("Band 8c", "Band 8d", "Band 9"):
        return "Bands 8c to 9"
    return band


def cpd_band(band):
    return "Bands 8a to 9" if band.startswith("Bands 8") else band


class Return:
    """The figures of one return: self.figure[key(...)]."""

    def __init__(self, staff, q, form):
        self.staff, self.code, self.q = staff, staff.code, q
        self.figure = {}
        self.words = {t.name: t for t in form.topics}
        self.settings = [s for s in SETTINGS if any(staff.now.get((s, d, b)) for (s2, d, b) in staff.now if s2 == s)]
        self.in_post()
        self.by_ethnicity()
        self.by_gender()
        self.by_disability()
        self.cpd()
        for s in self.settings:
            self.posts(s)
            self.training(s)
            self.wholes(s)
            self.retention(s)
            self.development(s)
            self.wellbeing(s)
        if "Inpatient" in self.settings:
            self.wards()
        self.fair_treatment()
        self.fill_up(form)

    # ---- draws

    def level(self, what, *of, width):
        """A trust's own level with noise round it that never strays far: (own, noise), both from -1 to 1."""
        own = stream(what, self.code, *of).uniform(-1, 1)
        noise = stream(what, self.code, *of, self.q).uniform(-width, width)
        return own, noise

    def share(self, what, low, high, *of, width=0.1):
        own, noise = self.level(what, *of, width=width)
        p = (low + high) / 2 + (high - low) / 2 * (own + noise)
        return max(0.0, p * factor(self.code, MOVED.get(what, what), self.q))

    def part(self, whole, p, *of, restless=0.9):
        """So many of a whole. What is mostly the same people from quarter to quarter is not restless."""
        p = min(p, 0.995)
        sd = math.sqrt(max(0.0, whole * p * (1 - p)))
        n = whole * p + stream("part", self.code, *of, self.q).uniform(-restless, restless) * sd
        return max(0, min(whole, math.floor(n + stream("round", self.code, *of).random())))

    def of(self, measure, s, whole, *more):
        restless = 0.5 if SHARES[measure][0] == "people" else 0.9
        _, inpatient, community = SHARES[measure]
        low, high = inpatient if s == "Inpatient" else community
        return self.part(whole, self.share(measure, low, high, s), measure, s, *more, restless=restless)

    def put(self, measure, value, **dims):
        self.figure[key(measure, **dims)] = value

    def get(self, measure, **dims):
        return self.figure[key(measure, **dims)]

    # ---- people

    def in_post(self):
        self.people = {}
        for s in self.settings:
            for d in DISCIPLINES:
                for band, n in self.staff.people(self.q, s, d).items():
                    self.people[s, d, band] = n
                    self.put("cyp_headcount", n, setting=s, discipline=d, band=band)
                    self.put("cyp_wte", self.staff.wte(self.q, s, d, band, n), setting=s, discipline=d, band=band)

    def head(self, s=None, disciplines=DISCIPLINES):
        return sum(n for (s2, d, _), n in self.people.items() if s in (None, s2) and d in disciplines)

    def wte(self, s, disciplines=DISCIPLINES):
        return round(sum(self.get("cyp_wte", setting=s2, discipline=d, band=b) for (s2, d, b) in self.people
                         if s2 == s and d in disciplines), 2)

    def offset(self, *of, width=0.2):
        """People come and go behind numbers that stay: the shares of a whole move a little each quarter."""
        return stream(*of, self.code).random() + stream(*of, self.code, self.q).uniform(-width, width)

    def unknown(self, what, low, high):
        p, start = UNKNOWN.get((self.code, what), (0, 99))
        return p if self.q >= start else stream("unknown", self.code, what).uniform(low, high)

    def by_ethnicity(self):
        groups = {}
        for (_, d, band), n in self.people.items():
            k = (GROUP.get(d, "Other clinical"), band_group(d, band))
            groups[k] = groups.get(k, 0) + n
        base = MINORITY.get(self.code, MINORITY_BY_REGION[REGION[self.code]]
                            * stream("minority", self.code).uniform(0.8, 1.2))
        unknown = self.unknown("ethnicity", 0.02, 0.045)
        self.ethnic = {}
        for (group, band), n in groups.items():
            p = min(0.8, base * MINORITY_BY_BAND[band] * (1.3 if group == "Support worker" else 1))
            known = 1 - unknown
            shares = [known * (1 - p)] + [known * p * w / 100 for w in MINORITIES[group]] + [unknown]
            counts = split(n, shares, self.offset("ethnicity", group, band, width=0.06))
            for e, k in zip(ETHNIC, counts):
                self.ethnic[group, band, e] = k
                self.put("ethnicity_headcount", k, staff_group=group, band=band, ethnicity=e)

    def by_gender(self):
        unknown = self.unknown("gender", 0.0, 0.012)
        other = stream("gender", self.code).uniform(0.0, 0.008)
        for d in DISCIPLINES:
            n = self.head(disciplines=(d,))
            women = WOMEN[d] + (0 if d == "Nursing" else stream("women", self.code, d).uniform(-0.05, 0.05))
            known = 1 - unknown
            shares = [known * women, known * (1 - women - other), known * other, unknown]
            for g, k in zip(("Female", "Male", "Other", "Unknown"),
                            split(n, shares, self.offset("gender", d))):
                self.put("gender_headcount", k, discipline=d, gender=g)

    def by_disability(self):
        unknown = self.unknown("disability", 0.03, 0.075)
        disabled = stream("disabled", self.code).uniform(0.05, 0.10) + 0.0008 * self.q
        for d in DISCIPLINES:
            shares = [disabled, 1 - disabled - unknown, unknown]
            for w, k in zip(("Disabled", "Not disabled", "Unknown"),
                            split(self.head(disciplines=(d,)), shares, self.offset("disability", d))):
                self.put("disability_headcount", k, discipline=d, disability=w)

    def cpd(self):
        base = stream("uptake", self.code).uniform(0.50, 0.64) + 0.003 * self.q
        gap = CPD_GAP.get(self.code) or stream("gap", self.code).uniform(*CPD_GAP_OTHERS)
        cells = {}
        for (group, band, e), n in self.ethnic.items():
            who = e if e in ("White", "Unknown") else "Ethnic minority"
            k = (group, cpd_band(band), who)
            cells[k] = cells.get(k, 0) + n
        for (group, band, who), n in cells.items():
            dims = {"staff_group": group, "band": band, "ethnicity": who}
            p = base * UPTAKE_BY_BAND[band] / (gap if who == "Ethnic minority" else 1)
            got = self.part(n, p, "cpd", group, band, who, restless=0.25 if n > 6 else 0)
            each = self.share("cpd_hours", 14, 26, group, width=0.12)
            swing = stream("hours", self.code, group, band, who, self.q).uniform(-0.2, 0.2) / math.sqrt(max(1, got))
            # Few people have short courses, so that one who comes or goes does not look like a slip.
            hours = got * each * (1 + swing) * (1 - math.exp(-got / 6))
            if (self.code, group, who) == ("XN1", "Support worker", "Ethnic minority"):
                got = min(n, 40 if self.q >= 6 else 39)
            asked = self.part(2 * n, self.share("requests", 0.16, 0.30, group) * (p / 0.6), "asked", group, band, who)
            self.put("cpd_staff", n, **dims)
            self.put("cpd_staff_with_episode", got, **dims)
            self.put("cpd_hours", round(hours, 1), **dims)
            self.put("cpd_requests", asked, **dims)
            low = 0.55 if group in ("Nursing", "Support worker") else 0.72
            self.put("cpd_requests_released",
                     self.part(asked, self.share("released", low, low + 0.2, group), "released", group, band, who), **dims)

    # ---- posts, learning, culture

    def posts(self, s):
        for d in DISCIPLINES:
            dims = {"setting": s, "discipline": d}
            n, wte, staff, q = self.head(s, (d,)), self.wte(s, (d,)), self.staff, self.q
            low, high = (0.09, 0.17) if s == "Inpatient" else (0.06, 0.13)
            p = min(0.4, self.share("vacancies", low, high, s, d, width=0.25))
            vacant = round(wte * p / (1 - p), 1)
            self.put("establishment_wte", round(wte + vacant, 2), **dims)
            self.put("vacant_wte", vacant, **dims)
            self.put("cyp_joiners", staff.joiners[q, s, d], **dims)
            self.put("cyp_leavers", staff.leavers[q, s, d], **dims)
            self.put("average_headcount_12m", (staff.n[q - 4, s, d] + n) / 2, **dims)
            self.put("cyp_leavers_12m", staff.year(staff.leavers, q, s, d), **dims)
            self.put("leavers_early_12m", staff.year(staff.early, q, s, d), **dims)

    def training(self, s):
        for d in DISCIPLINES:
            n = self.head(s, (d,))
            self.put("training_staff", n, setting=s, discipline=d)
            for m in ("trained_ld_autism", "trained_trauma", "trained_cultural", "reflective_staff", "trained_qi"):
                self.put(m, self.of(m, s, n, d), setting=s, discipline=d)

    def wholes(self, s):
        """What the shares of a setting are shares of."""
        staff, q = self.staff, self.q
        n = self.head(s)
        senior = sum(k for (s2, _, b), k in self.people.items()
                     if s2 == s and (b in ("Band 7", "Medical pay") or b.startswith(("Band 8", "Band 9"))))
        self.whole = {
            "people": n, "nurses": self.head(s, ("Nursing",)), "support": self.head(s, ("Support worker",)),
            "clinical": n - self.head(s, ("Admin",)), "seniors": senior,
            "leavers": sum(staff.year(staff.leavers, q, s, d) for d in DISCIPLINES),
        }

    def shared(self, s, *measures):
        for m in measures:
            base = SHARES[m][0]
            whole = self.whole[base] if base in self.whole else self.get(base, setting=s)
            self.put(m, self.of(m, s, whole), setting=s)

    def count(self, measure, s, value):
        self.put(measure, value, setting=s)

    def rough(self, what, mean, *of, spread=0.12, width=0.3):
        own, noise = self.level(what, *of, width=width)
        return mean * (1 + spread * (own + noise))

    def retention(self, s):
        self.shared(s, "leavers_known_destination_12m", "leavers_to_community_12m", "leavers_known_reason_12m",
                    "leavers_caring_12m", "exit_interviews_12m", "stay_interviews_12m", "flexible_staff")
        rostered = 46 if s == "Inpatient" else 9
        self.count("shifts_all", s, round(self.rough("shifts", self.head(s) * rostered, s, spread=0.06)))
        self.shared(s, "shifts_agency", "shifts_agency_known", "rotation_eligible", "rotation_staff", "role_documented")
        self.count("support_worker_service_years", s,
                   round(self.rough("service", 4.1, s, spread=0.3, width=0.06), 1) if self.whole["support"]
                   else NOT_APPLICABLE)

    def development(self, s):
        self.count("slt_wte", s, round(0.3 * self.wte(s, ("Allied health professional",)), 1))
        assessed = stream("slt", self.code, s).random() < 0.55 or self.q > stream("slt from", self.code, s).uniform(4, 24)
        self.count("slt_assessed", s, "Yes" if assessed else "No")
        self.count("peer_support_wte", s, round(self.wte(s) * self.share("peers", 0.003, 0.02, s), 1))
        self.shared(s, "nurse_advocates", "non_medical_prescribers", "approved_clinicians", "apprenticeship_starts",
                    "nursing_associate_starts", "yipp_starts", "care_certificate_starts")
        offered = self.part(self.head(s), self.share("placements", 0.06, 0.14, s), "placements", s)
        levels = ("First year", "Middle years", "Final year", "Postgraduate")
        for level, n in zip(levels, split(offered, (18, 27, 43, 12), stream("levels", self.code, s).random())):
            self.put("placements_offered", n, setting=s, level=level)
        self.count("agency_regular_staff", s, round(self.get("shifts_agency", setting=s) / 28))
        self.count("services", s, self.services(s))
        self.shared(s, "agency_learning_staff", "services_audited", "appraisals", "appraisals_with_feedback", "leaders",
                    "leaders_developing")

    def services(self, s):
        """Wards and teams do not come and go with every joiner."""
        end = sum(k for (s2, _, _), k in self.staff.now.items() if s2 == s)
        if s == "Inpatient":
            return max(1, round(end / 38))
        return max(2, round(end / 15)) - (1 if end > 200 and self.q < 6 else 0)

    def wards(self):
        s, days = "Inpatient", DAYS[self.q]
        wards = self.services(s)
        end = sum(k for (s2, _, _), k in self.staff.now.items() if s2 == s)
        beds = max(6, round(end / 3.4)) + (1 if self.q < 4 else 0)
        nights = round(beds * days * min(0.97, self.share("occupancy", 0.78, 0.93, width=0.2)))
        fall = 1 - stream("falls", self.code).uniform(0.0, 0.022) * self.q
        put = {"beds": beds, "occupied_bed_days": nights}
        for m, low, high in (("restraint", 18, 38), ("seclusion", 1.5, 5), ("rapid_tranquillisation", 4, 10)):
            due = nights / 1000 * self.share(m, low, high, width=0.1) * fall
            put[m] = max(0, round(due + stream(m, self.code, self.q, "n").uniform(-1.2, 1.2) * math.sqrt(due)))
        put["ward_days"] = wards * days
        put["ward_rules"] = 5 + wards + stream("rules", self.code).randrange(6)
        clinicians = ("Psychology", "Psychotherapy", "Therapist", "Allied health professional", "Medical")
        hours = round(self.wte(s, clinicians) * 13 * 37.5 * 0.82 * (1 + self.level("hours", width=0.03)[1]), 1)
        put["clinician_hours"] = hours
        put["clinician_hours_on_ward"] = round(hours * self.share("on_ward", 0.28, 0.52), 1)
        put["incidents"] = round((put["restraint"] + put["seclusion"] + put["rapid_tranquillisation"]) * 1.1 + wards)
        put["rosters"] = wards * 3
        put["shifts_audited"] = round(self.rough("audited", wards * 58, spread=0.25))
        for m, v in put.items():
            self.count(m, s, v)
        self.shared(s, "ward_days_with_activity", "ward_rules_coproduced", "incidents_debriefed", "rosters_in_time",
                    "shifts_with_break")

    def wellbeing(self, s):
        self.shared(s, "supervision_due", "supervision_held", "satisfaction_replies", "bullying_replies",
                    "bullying_reported", "whistleblowing_asked", "whistleblowing_aware", "hub_asked", "hub_aware")
        available = self.wte(s) * DAYS[self.q] * (0.99 + self.level("days", s, width=0.006)[1])
        season = {0: 0.93, 1: 0.95, 2: 1.10, 3: 1.13}[self.q % 4]
        low, high = (0.052, 0.076) if s == "Inpatient" else (0.038, 0.056)
        lost = available * season * self.share("sickness", low, high, s, width=0.35)
        self.count("cyp_days_available", s, round(available, 1))
        self.count("cyp_days_lost", s, round(lost, 1))
        score = self.rough("satisfaction", 6.4 if s == "Inpatient" else 6.9, s, spread=0.1, width=0.2)
        self.count("satisfaction_points", s, round(self.get("satisfaction_replies", setting=s) * score))
        items = 24 if s == "Inpatient" else 18
        self.count("conditions_items", s, items)
        self.count("conditions_met", s, self.part(items, self.share("conditions", 0.5, 0.9, s), "conditions", s))
        for survey, ask, say in (("satisfaction", "satisfaction_replies", "satisfaction_points"),
                                 ("bullying", "bullying_replies", "bullying_reported"),
                                 ("whistleblowing", "whistleblowing_asked", "whistleblowing_aware")):
            if (self.code, survey, self.q) in SURVEY_NOT_HELD:
                self.count(ask, s, NOT_AVAILABLE)
                self.count(say, s, NOT_AVAILABLE)

    def fair_treatment(self):
        staff, q = self.staff, self.q
        joined = sum(staff.year(staff.joiners, q, s, d) for s in self.settings for d in DISCIPLINES)
        total = sum(self.ethnic.values())
        gap = stream("appointed", self.code).uniform(1.15, 1.6)
        for e in ETHNIC:
            n = sum(k for (_, _, e2), k in self.ethnic.items() if e2 == e)
            white = e in ("White", "Unknown")
            keen = self.rough("applicants", 4.2 * (1 if white else 1.7), e, spread=0.15)
            listed = round(joined * n / total * keen)
            p = 0.235 / (1 if white else gap)
            self.put("shortlisted_12m", listed, ethnicity=e)
            self.put("appointed_12m", self.part(listed, p, "appointed", e), ethnicity=e)
            self.put("disciplinary_12m", self.part(n, 0.011 if white else 0.016, "disciplinary", e), ethnicity=e)

    def fill_up(self, form):
        """Nobody is 0; a setting that there is not, does not apply."""
        for t in form.topics:
            for r in t.rows:
                for c in t.columns:
                    dims = {**r.dims, **c.dims}
                    k = key(r.measure or c.measure, **dims)
                    s = dims.get("setting")
                    if k not in self.figure:
                        self.figure[k] = NOT_APPLICABLE if s and s not in self.settings else 0
