-- A store as the first version of the program left it: its tables word for word,
-- with a few rows. The program must go on with it.
PRAGMA application_id = 1397443928;
PRAGMA user_version = 1;
CREATE TABLE source ( -- a file of the input folder
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE, -- relative to the input folder
  sha256 TEXT,
  profile TEXT, -- NULL: no profile took it
  title TEXT,
  publisher TEXT,
  synthetic INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  observation_count INTEGER NOT NULL,
  newest TEXT -- newest date in it
);
CREATE TABLE sheet ( -- names of a file's sheets
  source INTEGER NOT NULL REFERENCES source,
  sheet INTEGER NOT NULL, -- from 0
  name TEXT,
  PRIMARY KEY (source, sheet)
) WITHOUT ROWID;
CREATE TABLE word ( -- each text of an observation once
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
);
CREATE TABLE organisation (
  code TEXT NOT NULL PRIMARY KEY, -- ODS code
  name TEXT,
  region TEXT,
  region_name TEXT,
  icb TEXT,
  icb_name TEXT,
  cluster TEXT, -- kind of organisation
  reported_on INTEGER NOT NULL -- 1: gets packs
) WITHOUT ROWID;
CREATE TABLE observation ( -- one number of one cell or sum of cells
  source INTEGER NOT NULL REFERENCES source,
  n INTEGER NOT NULL, -- from 0 within the source
  org INTEGER NOT NULL REFERENCES word, -- ODS code
  measure INTEGER NOT NULL REFERENCES word,
  date TEXT NOT NULL, -- last day that the number is about
  setting INTEGER REFERENCES word,
  discipline INTEGER REFERENCES word,
  staff_group INTEGER REFERENCES word,
  band INTEGER REFERENCES word,
  grade INTEGER REFERENCES word,
  specialty INTEGER REFERENCES word,
  ethnicity INTEGER REFERENCES word,
  gender INTEGER REFERENCES word,
  disability INTEGER REFERENCES word,
  nationality INTEGER REFERENCES word,
  age INTEGER REFERENCES word,
  leaving_reason INTEGER REFERENCES word,
  service INTEGER REFERENCES word,
  question INTEGER REFERENCES word,
  answer INTEGER REFERENCES word,
  level INTEGER REFERENCES word,
  commissioner INTEGER REFERENCES word,
  span INTEGER REFERENCES word,
  value REAL, -- NULL: missing, see reason
  reason TEXT, -- why there is no value
  sheet INTEGER NOT NULL, -- where it was read
  row INTEGER NOT NULL,
  column INTEGER NOT NULL,
  PRIMARY KEY (source, n)
) WITHOUT ROWID;
CREATE TABLE finding ( -- what is odd in the input
  file TEXT NOT NULL,
  n INTEGER NOT NULL, -- from 0 within the file
  sheet TEXT,
  cell TEXT,
  org TEXT,
  code TEXT NOT NULL, -- of the rule
  level TEXT NOT NULL, -- error, warning, note
  value TEXT, -- as found
  message TEXT NOT NULL,
  remedy TEXT NOT NULL,
  times INTEGER NOT NULL, -- how often the same was met
  PRIMARY KEY (file, n)
) WITHOUT ROWID;
CREATE TABLE indicator ( -- as the newest run declares it
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  measure TEXT NOT NULL,
  definition TEXT NOT NULL,
  unit TEXT NOT NULL,
  direction TEXT NOT NULL -- which end is better: higher, lower, neutral
) WITHOUT ROWID;
CREATE TABLE figure ( -- as published: what is withheld is not here
  period TEXT NOT NULL,
  org TEXT NOT NULL, -- ODS code or ENG
  indicator TEXT NOT NULL,
  setting TEXT NOT NULL, -- empty: all settings together
  breakdown TEXT NOT NULL, -- empty: not split
  date TEXT, -- the figure's own
  stale INTEGER NOT NULL, -- 1: too old at the period's end
  numerator REAL,
  denominator REAL,
  value REAL, -- percentages run 0 to 100
  lower REAL, -- 95% interval
  upper REAL,
  peer_n INTEGER NOT NULL,
  peer_q1 REAL,
  peer_median REAL,
  peer_q3 REAL,
  england REAL,
  rank INTEGER, -- from the lowest, among its kind of organisation
  rank_of INTEGER,
  verdict TEXT, -- against England: below, not_different, above
  status TEXT NOT NULL,
  reason TEXT, -- why there is no value
  sentence TEXT,
  source INTEGER REFERENCES source,
  PRIMARY KEY (period, org, indicator, setting, breakdown)
) WITHOUT ROWID;
CREATE TABLE run ( -- the newest run of each period
  period TEXT NOT NULL PRIMARY KEY,
  date TEXT NOT NULL, -- the period's end, or SOURCE_DATE_EPOCH
  program TEXT NOT NULL, -- version
  sources INTEGER NOT NULL,
  observations INTEGER NOT NULL,
  findings INTEGER NOT NULL,
  figures INTEGER NOT NULL
) WITHOUT ROWID;
CREATE VIEW figures AS -- with names
SELECT f.period, f.date, f.org,
  CASE f.org WHEN 'ENG' THEN 'England' ELSE o.name END AS name,
  o.region_name, o.cluster, f.indicator, i.title, i.measure,
  f.setting, f.breakdown, f.numerator, f.denominator, f.value,
  i.unit, f.lower, f.upper, f.peer_n, f.peer_median, f.england,
  f.rank, f.rank_of, f.verdict, f.status, f.reason, f.sentence,
  s.path AS file
FROM figure f LEFT JOIN organisation o ON o.code = f.org
  LEFT JOIN indicator i ON i.id = f.indicator
  LEFT JOIN source s ON s.id = f.source;
CREATE VIEW observations AS -- with words
SELECT s.path AS file, t.name AS sheet_name, x.row, x.column,
  w.text AS org, o.name AS name, m.text AS measure, x.date,
  (SELECT text FROM word WHERE id = x.setting) AS setting,
  (SELECT text FROM word WHERE id = x.discipline) AS discipline,
  (SELECT text FROM word WHERE id = x.staff_group) AS staff_group,
  (SELECT text FROM word WHERE id = x.band) AS band,
  (SELECT text FROM word WHERE id = x.grade) AS grade,
  (SELECT text FROM word WHERE id = x.specialty) AS specialty,
  (SELECT text FROM word WHERE id = x.ethnicity) AS ethnicity,
  (SELECT text FROM word WHERE id = x.gender) AS gender,
  (SELECT text FROM word WHERE id = x.disability) AS disability,
  (SELECT text FROM word WHERE id = x.nationality) AS nationality,
  (SELECT text FROM word WHERE id = x.age) AS age,
  (SELECT text FROM word WHERE id = x.leaving_reason) AS leaving_reason,
  (SELECT text FROM word WHERE id = x.service) AS service,
  (SELECT text FROM word WHERE id = x.question) AS question,
  (SELECT text FROM word WHERE id = x.answer) AS answer,
  (SELECT text FROM word WHERE id = x.level) AS level,
  (SELECT text FROM word WHERE id = x.commissioner) AS commissioner,
  (SELECT text FROM word WHERE id = x.span) AS span,
  x.value, x.reason
FROM observation x JOIN source s ON s.id = x.source
  JOIN word w ON w.id = x.org JOIN word m ON m.id = x.measure
  LEFT JOIN organisation o ON o.code = w.text
  LEFT JOIN sheet t ON t.source = x.source AND t.sheet = x.sheet;
INSERT INTO source VALUES (1, 'a.xlsx', 'ab', 'turnover', 'Turnover', 'NHS England', 0, 3, 1, '2025-11-30');
INSERT INTO sheet VALUES (1, 0, 'Staff');
INSERT INTO word VALUES (1, 'RV5'), (2, 'fte');
INSERT INTO organisation VALUES ('RV5', 'South London', 'Y56', 'London', NULL, NULL, 'Mental health', 1);
INSERT INTO observation (source, n, org, measure, date, value, sheet, row, column)
  VALUES (1, 0, 1, 2, '2025-11-30', 4.25, 0, 14, 3);
INSERT INTO finding VALUES ('a.xlsx', 0, 'Staff', 'C15', 'RV5', 'ING006', 'error', 'x',
  '''x'' is not a number; the value is kept as unreadable', 'Type a number.', 1);
INSERT INTO run VALUES ('2025-26-Q3', '2025-12-31', '0.1.0', 1, 1, 1, 0);
