"""What is really going on in the sample, beside common-cause variation. Quarters count from 2023-24-Q1 as 0.

| trust | what                                        | from       | how                         |
|-------|---------------------------------------------|------------|-----------------------------|
| XW1   | restraint for 1,000 occupied bed days       | 2025-26-Q1 | a third fewer, and stays so |
| XL2   | vacancies                                   | 2025-26-Q1 | grow every quarter          |
| XK2   | sickness absence                            | 2024-25-Q4 | a third more, and stays so  |
| XW2   | staff with clinical supervision             | all along  | grows every quarter         |
| XS1   | shifts worked by agency staff               | 2024-25-Q4 | half as many                |
| XN4   | leavers                                     | 2024-25-Q3 | a third more, and stay so   |
| XK1   | training in trauma-informed practice        | 2024-25-Q1 | grows every quarter         |
| most  | restraint, seclusion, rapid tranquillisation | all along | fall slowly                 |
| all   | sickness absence                            | every year | a peak in winter            |

Known gaps, in every quarter: ethnic minority staff have CPD less often (CPD_GAP by trust), are appointed less often
from shortlisting and are fewer the higher the band; Black staff are many among support workers.
"""

SHIFT = {
    ("XW1", "restraint"): (8, 0.66), ("XK2", "sickness"): (7, 1.32), ("XS1", "agency"): (7, 0.5),
    ("XN4", "leavers"): (6, 1.33),
}
TREND = {("XL2", "vacancies"): (8, 0.16), ("XW2", "supervision"): (0, 0.012), ("XK1", "trauma"): (4, 0.025)}

# White uptake of CPD over that of ethnic minority staff, band and staff group being equal.
CPD_GAP = {"XN1": 1.03, "XN2": 1.0, "XS1": 0.98, "XW2": 1.02, "XA1": 1.03}
CPD_GAP_OTHERS = (1.16, 1.42)


def factor(code, what, q):
    """By how much a figure of the trust is moved in that quarter."""
    f = 1.0
    if (code, what) in SHIFT and q >= SHIFT[code, what][0]:
        f *= SHIFT[code, what][1]
    if (code, what) in TREND:
        start, step = TREND[code, what]
        f *= 1 + step * max(0, q - start)
    return f


def leaving_of(code):
    return lambda q: factor(code, "leavers", q)
