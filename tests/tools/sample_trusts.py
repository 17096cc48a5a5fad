"""The trusts of the sample. None of them exists, nor do their boards and codes."""

SEED = 20260630

REGIONS = {
    "Y56": "London",
    "Y58": "South West",
    "Y59": "South East",
    "Y60": "Midlands",
    "Y61": "East of England",
    "Y62": "North West",
    "Y63": "North East and Yorkshire",
}
# code, name, region, ICB code, ICB name, people in post of the whole trust, character
FIRST = [
    ("XN1", "Northmoor Children's and Mental Health NHS Foundation Trust", "Y63", "QX1", "Northmoor and Calderside", 3180, 0.4),
    ("XN2", "Calderside Mental Health NHS Foundation Trust", "Y63", "QX1", "Northmoor and Calderside", 5240, -0.3),
    ("XN3", "Humbergate Partnership NHS Trust", "Y63", "QX2", "Humbergate", 2460, 1.2),
    ("XN4", "Tynebank Health and Care NHS Foundation Trust", "Y63", "QX2", "Humbergate", 7430, -0.8),
    ("XL1", "Lambourne Park Mental Health NHS Trust", "Y56", "QX3", "Lambourne", 4120, 0.9),
    ("XL2", "Fleetbridge NHS Foundation Trust", "Y56", "QX3", "Lambourne", 6350, 0.1),
    ("XL3", "Walbrook and Eastmarsh NHS Foundation Trust", "Y56", "QX4", "Eastmarsh", 2890, -0.5),
    ("XL4", "Quayside Young People's NHS Trust", "Y56", "QX4", "Eastmarsh", 410, 1.6),
    ("XS1", "Tamarvale Partnership NHS Foundation Trust", "Y58", "QX5", "Tamarvale", 3370, -1.1),
    ("XS2", "Mendip Edge Mental Health NHS Trust", "Y58", "QX5", "Tamarvale", 4510, 0.2),
    ("XS3", "Purbeck Shore NHS Foundation Trust", "Y58", "QX6", "Purbeck", 1980, -0.2),
    ("XS4", "Severnside Community and Mental Health NHS Trust", "Y58", "QX6", "Purbeck", 2730, 0.6),
]
# These came later and are drawn after the first, so that the first stayed as they were.
LATER = [
    ("XK1", "Wealdmere Partnership NHS Foundation Trust", "Y59", "QX7", "Wealdmere", 3620, 0.3),
    ("XK2", "Solentry Mental Health NHS Trust", "Y59", "QX8", "Solentry and Downsbourne", 4890, -0.6),
    ("XK3", "Downsbourne Health and Care NHS Trust", "Y59", "QX8", "Solentry and Downsbourne", 2210, 0.8),
    ("XM1", "Trentwold Mental Health NHS Foundation Trust", "Y60", "QX9", "Trentwold", 8240, -0.1),
    ("XM2", "Arrowvale NHS Foundation Trust", "Y60", "QZ1", "Arrowvale and Redstone", 5310, 0.5),
    ("XM3", "Charnmoor Partnership NHS Trust", "Y60", "QZ1", "Arrowvale and Redstone", 2980, -0.9),
    ("XA1", "Fenmarch Partnership NHS Foundation Trust", "Y61", "QZ2", "Fenmarch", 3890, 0.0),
    ("XA2", "Stourbrook Mental Health NHS Trust", "Y61", "QZ2", "Fenmarch", 2640, 0.7),
    ("XA3", "Saltings Children's NHS Trust", "Y61", "QZ3", "Saltings", 340, -0.4),
    ("XW1", "Ribbleford Mental Health NHS Foundation Trust", "Y62", "QZ4", "Ribbleford", 6120, -0.2),
    ("XW2", "Wyrefield Community NHS Trust", "Y62", "QZ4", "Ribbleford", 2370, 0.4),
    ("XW3", "Lakeshead Partnership NHS Foundation Trust", "Y62", "QZ5", "Lakeshead", 3150, -0.7),
]
TRUSTS = FIRST + LATER
NAMES = {t[0]: t[1] for t in TRUSTS}
REGION = {t[0]: t[2] for t in TRUSTS}

# Merged into XM2 on 1 April 2025: it sent returns up to 2024-25-Q4, and gets no packs.
CLOSED = ("XM4", "Redstone Community NHS Trust", "Y60", "QZ1", "2025-03-31")
SUCCESSOR = "XM2"
NAMES[CLOSED[0]], REGION[CLOSED[0]] = CLOSED[1], CLOSED[2]

QUARTERS = ["%d-%02d-Q%d" % (y, y % 100 + 1, q) for y in range(2023, 2027) for q in range(1, 5)][:13]
NEWEST = len(QUARTERS) - 1
ENDS = ["%d-%s" % (int(p[:4]) + (p[-1] == "4"), {"1": "06-30", "2": "09-30", "3": "12-31", "4": "03-31"}[p[-1]])
        for p in QUARTERS]
DAYS = [{"1": 91, "2": 92, "3": 92, "4": 91 if int(p[:4]) % 4 == 3 else 90}[p[-1]] for p in QUARTERS]

# Staff of the CYPMH service in the newest quarter, about, and the weight of its inpatient services.
SERVICE = {
    "XN1": (760, 1.7), "XN2": (520, 0.9), "XN3": (330, 1.3), "XN4": (740, 1.1), "XL1": (410, 0.8), "XL2": (630, 1.2),
    "XL3": (290, 0.7), "XL4": (80, 2.6), "XS1": (340, 1.0), "XS2": (450, 0.8), "XS3": (200, 0.9), "XS4": (270, 1.2),
    "XK1": (360, 1.1), "XK2": (520, 0.9), "XK3": (215, 0.8), "XM1": (1850, 1.0), "XM2": (620, 1.1), "XM3": (300, 0.8),
    "XA1": (410, 1.2), "XA2": (260, 1.0), "XA3": (55, 2.2), "XW1": (680, 1.0), "XW2": (330, 0.0), "XW3": (310, 1.1),
}
# Who sent nothing when, by code and place in QUARTERS.
NOT_SENT = {("XK3", 5), ("XK3", 6), ("XS3", 12)}
# Who went by another name up to and with a quarter.
WAS_CALLED = {"XA2": ("Stour and Brook Mental Health NHS Trust", 8)}
# Who still sent version 1 of the form, beside everybody in the first three quarters.
OLD_FORM = {("XA2", 12)}


def name_then(code, q):
    was = WAS_CALLED.get(code)
    return was[0] if was and q <= was[1] else NAMES[code]


def version_of(code, q):
    return 1 if q < 3 or (code, q) in OLD_FORM else 2
