"""The people of the sample's trusts: who is in post, joins and leaves, quarter by quarter.

The newest quarter is shared out from national figures, the Framework's Figures 1 to 3, so that the sum over all trusts
gives them again. From there each trust is followed backwards: before = now - joiners + leavers. Whole people are
shared out by steps of a running sum from a fixed offset, so nothing is lost to rounding and shares move smoothly.
"""
import math
import random

from sample_trusts import CLOSED, NEWEST, SEED, SERVICE, SUCCESSOR

SETTINGS = ("Inpatient", "Community")
BEFORE = 4  # quarters of history in front of the first return

# Figures 1 and 2: shares of WTE in percent.
MIX = {
    "Inpatient": {"Nursing": 31, "Support worker": 41, "Psychology": 5, "Psychotherapy": 1, "Therapist": 1,
                  "Allied health professional": 1, "Medical": 3, "Admin": 11, "Other": 6},
    "Community": {"Nursing": 25, "Support worker": 6, "Psychology": 15, "Psychotherapy": 6, "Therapist": 7,
                  "Allied health professional": 2, "Medical": 4, "Admin": 18, "Other": 17},
}
DISCIPLINES = tuple(MIX["Inpatient"])
# Figure 3; its community column adds up to 101 as printed.
NURSES = {
    "Inpatient": {"Band 5": 51, "Band 6": 33, "Band 7": 11, "Band 8a": 4, "Band 8b": 1},
    "Community": {"Band 5": 7.7, "Band 6": 52.6, "Band 7": 33.7, "Band 8a": 4.9, "Band 8b": 1.1},
}
BANDS = {
    "Psychology": {"Band 4": 12, "Band 5": 6, "Band 6": 4, "Band 7": 30, "Band 8a": 30, "Band 8b": 12, "Band 8c": 5,
                   "Band 8d": 1},
    "Psychotherapy": {"Band 6": 12, "Band 7": 52, "Band 8a": 26, "Band 8b": 8, "Band 8c": 2},
    "Therapist": {"Band 5": 10, "Band 6": 38, "Band 7": 40, "Band 8a": 12},
    "Allied health professional": {"Band 5": 16, "Band 6": 42, "Band 7": 32, "Band 8a": 10},
    "Medical": {"Medical pay": 100},
    "Admin": {"Band 2": 8, "Band 3": 34, "Band 4": 34, "Band 5": 12, "Band 6": 6, "Band 7": 4, "Band 8a": 2},
    "Other": {"Band 3": 8, "Band 4": 22, "Band 5": 16, "Band 6": 28, "Band 7": 18, "Band 8a": 6, "Band 8b": 2},
}
SUPPORT = {"Inpatient": {"Band 2": 22, "Band 3": 66, "Band 4": 12}, "Community": {"Band 3": 38, "Band 4": 62}}
COMMUNITY_SHARE = 0.82
WTE_PER_HEAD = {"Inpatient": 0.90, "Community": 0.85}
LEAVING = {"Nursing": 1.05, "Support worker": 1.25, "Psychology": 0.9, "Medical": 0.7}


def stream(*names):
    """Random numbers of their own for every name: adding one thing moves no other."""
    return random.Random("/".join([str(SEED)] + [str(n) for n in names]))


def split(n, weights, offset):
    """n whole things by weights, never one lost."""
    total, run, before, out = sum(weights), 0.0, math.floor(offset), []
    for w in weights:
        run += w
        now = math.floor(n * run / total + offset + 1e-9) if total else before
        out.append(now - before)
        before = now
    return out


def bands_of(setting, discipline):
    own = {"Nursing": NURSES, "Support worker": SUPPORT}.get(discipline)
    return own[setting] if own else BANDS[discipline]


def newest():
    """{code: {(setting, discipline, band): people}} of the newest quarter."""
    out = {code: {} for code in SERVICE}
    people = sum(size for size, _ in SERVICE.values())
    per = {"Inpatient": 1 - COMMUNITY_SHARE, "Community": COMMUNITY_SHARE}
    wte = people / sum(per[s] / WTE_PER_HEAD[s] for s in SETTINGS)
    for s in SETTINGS:
        for d in DISCIPLINES:
            lean = {c: stream("mix", c, s, d).uniform(0.75, 1.25) for c in SERVICE}
            bands = bands_of(s, d)
            for band, part in bands.items():
                n = round(wte * per[s] / WTE_PER_HEAD[s] * MIX[s][d] / 100 * part / sum(bands.values()))
                weights = []
                for c, (size, inpatient) in SERVICE.items():
                    share = 0.172 * inpatient if s == "Inpatient" else 1 - 0.172 * inpatient
                    weights.append(size * share * lean[c] * stream("band", c, s, d, band).uniform(0.85, 1.15))
                for c, k in zip(SERVICE, split(n, weights, stream("share", s, d, band).random())):
                    out[c][s, d, band] = k
    return out


class Staff:
    """One trust. Quarters run from -BEFORE to the last that it has."""

    def __init__(self, code, now, last=NEWEST, part_before=None, leaving=None):
        self.code, self.last, self.now = code, last, now
        self.part_before = part_before  # (quarter, share): smaller before that quarter, since it took another in
        self.n, self.leavers, self.joiners, self.early = {}, {}, {}, {}
        self.rate = stream("turnover", code).uniform(0.115, 0.150)
        self.growth = stream("growth", code).uniform(0.003, 0.010)
        self.leaving = leaving or (lambda q: 1)
        for s in SETTINGS:
            for d in DISCIPLINES:
                self.follow(s, d)

    def target(self, s, d, q, end):
        n = end * (1 - self.growth * (self.last - q))
        if self.part_before and q < self.part_before[0]:
            n *= self.part_before[1]
        return round(n * (1 + stream("path", self.code, s, d, q).uniform(-0.010, 0.010)))

    def follow(self, s, d):
        n = end = sum(k for (s2, d2, _), k in self.now.items() if (s2, d2) == (s, d))
        self.n[self.last, s, d] = n
        for q in range(self.last, -BEFORE, -1):
            draw = stream("moves", self.code, s, d, q)
            due = n * self.rate * LEAVING.get(d, 1) * self.leaving(q) / 4
            left = min(n, max(0, round(due + draw.uniform(-1.4, 1.4) * math.sqrt(due))))
            joined = left + n - self.target(s, d, q - 1, end)
            if joined < 0:
                left, joined = left - joined, 0
            self.leavers[q, s, d], self.joiners[q, s, d] = left, joined
            self.early[q, s, d] = sum(draw.random() < 0.2 for _ in range(left))
            n += left - joined
            self.n[q - 1, s, d] = n

    def people(self, q, s, d):
        """By band. The newest quarter's own shares hold in all."""
        bands = list(bands_of(s, d))
        weights = [self.now[s, d, b] for b in bands]
        return dict(zip(bands, split(self.n[q, s, d], weights, stream("bands", self.code, s, d).random())))

    def wte(self, q, s, d, band, n):
        """Of n people; between half time and full time each."""
        r = WTE_PER_HEAD[s] + stream("hours", self.code, s, d, band).uniform(-0.075, 0.075)
        r += stream("hours", self.code, s, d, band, q).uniform(-0.01, 0.01)
        return round(n * min(r, 1), 2 if n > 1 else 1)

    def year(self, flow, q, s, d):
        return sum(flow[k, s, d] for k in range(q - 3, q + 1))


def everybody():
    """{code: Staff}, the closed trust among them."""
    from sample_signals import leaving_of

    now = newest()
    out = {}
    for code in SERVICE:
        merged = (8, 0.92) if code == SUCCESSOR else None
        out[code] = Staff(code, now[code], NEWEST, merged, leaving_of(code))
    big = out[SUCCESSOR]
    old = {(s, d, b): k for s in SETTINGS for d in DISCIPLINES
           for b, k in zip(bands_of(s, d), split(min(round(0.08 * big.n[8, s, d]), big.joiners[8, s, d]),
                                                 [big.now[s, d, b] for b in bands_of(s, d)], 0.5))}
    out[CLOSED[0]] = Staff(CLOSED[0], old, 7)
    return out
