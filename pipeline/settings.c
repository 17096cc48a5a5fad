/* settings.c -- input/settings.yaml. */
#include "settings.h"
#include "model/yaml.h"

const struct settings settings_default = {
    .stale_after_months = 12,
    .peers_minimum = 3,
    .disclosure = DISCLOSURE_SMALL_4,
    .author = {"Workforce benchmarking", 22},
    .pack_seconds = 60,
    .pack_mib = 1024,
    .audit =
	{
#define AUDIT_LIMIT(name, fallback, least, most, help) .name = fallback,
#include "model/audit_limits.def"
#undef AUDIT_LIMIT
	},
    .history_quarters = 13,
    .peers = PEERS_REGION,
    .peers_count = 10,
};

struct yaml_limits {
	uint64_t *file_bytes, *part_bytes, *text_bytes;
	uint32_t *ratio, *parts, *rows, *columns, *strings, *depth;
};

struct yaml_audit {
#define AUDIT_LIMIT(name, fallback, least, most, help) double *name;
#include "model/audit_limits.def"
#undef AUDIT_LIMIT
};

struct yaml_rebase {
	char *indicator, *organisation, *date, *reason;
};

struct yaml_target {
	char *organisation, *indicator;
	double target;
};

enum national { NATIONAL_ROUNDED, NATIONAL_EXACT };

static const cyaml_strval_t national_words[] = {
    {"rounded", NATIONAL_ROUNDED}, {"exact", NATIONAL_EXACT}};

enum labels { LABELS_NAMES, LABELS_ANONYMOUS };

static const cyaml_strval_t labels_words[] = {
    {"names", LABELS_NAMES}, {"anonymous", LABELS_ANONYMOUS}};

struct yaml_settings {
	int *stale_after_months;
	unsigned *peers_minimum, *pack_seconds, *pack_mib, *history_quarters;
	unsigned *peers_count;
	enum disclosure *disclosure;
	enum national *nhs_7_national;
	enum peers *peers;
	enum labels *labels;
	struct yaml_rebase *rebase;
	struct yaml_target *targets;
	unsigned rebase_count, targets_count;
	char *author;
	struct yaml_limits *limits;
	struct yaml_audit *audit;
};

static const cyaml_strval_t disclosure_words[] = {{"none", DISCLOSURE_NONE},
    {"small-4", DISCLOSURE_SMALL_4}, {"nhs-7", DISCLOSURE_NHS_7}};

static const cyaml_strval_t peers_words[] = {{"region", PEERS_REGION},
    {"icb", PEERS_ICB}, {"size", PEERS_SIZE}, {"setting", PEERS_SETTING},
    {"similar", PEERS_SIMILAR}};

struct str
settings_disclosure(const struct settings *s)
{
	for (size_t i = 0; i < COUNT(disclosure_words); i++)
		if (disclosure_words[i].val == (int64_t)s->disclosure)
			return str_of(disclosure_words[i].str);
	return S("");
}

#define OPTIONAL   (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define LIMIT(key) CYAML_FIELD_UINT_PTR(#key, OPTIONAL, struct yaml_limits, key)

static const cyaml_schema_field_t limit_fields[] = {LIMIT(file_bytes),
    LIMIT(part_bytes), LIMIT(text_bytes), LIMIT(ratio), LIMIT(parts),
    LIMIT(rows), LIMIT(columns), LIMIT(strings), LIMIT(depth), CYAML_FIELD_END};

static const cyaml_schema_field_t audit_fields[] = {
#define AUDIT_LIMIT(name, fallback, least, most, help)                         \
	CYAML_FIELD_FLOAT_PTR(#name, OPTIONAL, struct yaml_audit, name),
#include "model/audit_limits.def"
#undef AUDIT_LIMIT
    CYAML_FIELD_END};

#define WORDS(type, name, flags)                                               \
	CYAML_FIELD_STRING_PTR(                                                \
	    #name, CYAML_FLAG_POINTER | (flags), type, name, 1, 400)

static const cyaml_schema_field_t rebase_fields[] = {
    WORDS(struct yaml_rebase, indicator, 0),
    WORDS(struct yaml_rebase, organisation, CYAML_FLAG_OPTIONAL),
    WORDS(struct yaml_rebase, date, 0), WORDS(struct yaml_rebase, reason, 0),
    CYAML_FIELD_END};
static const cyaml_schema_value_t rebase_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_rebase, rebase_fields)};

static const cyaml_schema_field_t target_fields[] = {
    WORDS(struct yaml_target, organisation, 0),
    WORDS(struct yaml_target, indicator, 0),
    CYAML_FIELD_FLOAT("target", CYAML_FLAG_DEFAULT, struct yaml_target, target),
    CYAML_FIELD_END};
static const cyaml_schema_value_t target_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_target, target_fields)};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_INT_PTR("stale_after_months", OPTIONAL, struct yaml_settings,
	stale_after_months),
    CYAML_FIELD_UINT_PTR(
	"peers_minimum", OPTIONAL, struct yaml_settings, peers_minimum),
    /* Strict: else any number passes for a word. */
    CYAML_FIELD_ENUM_PTR("disclosure", OPTIONAL | CYAML_FLAG_STRICT,
	struct yaml_settings, disclosure, disclosure_words,
	CYAML_ARRAY_LEN(disclosure_words)),
    CYAML_FIELD_ENUM_PTR("nhs_7_national", OPTIONAL | CYAML_FLAG_STRICT,
	struct yaml_settings, nhs_7_national, national_words,
	CYAML_ARRAY_LEN(national_words)),
    CYAML_FIELD_STRING_PTR(
	"author", OPTIONAL, struct yaml_settings, author, 1, 200),
    CYAML_FIELD_UINT_PTR(
	"pack_seconds", OPTIONAL, struct yaml_settings, pack_seconds),
    CYAML_FIELD_UINT_PTR("pack_mib", OPTIONAL, struct yaml_settings, pack_mib),
    CYAML_FIELD_UINT_PTR(
	"history_quarters", OPTIONAL, struct yaml_settings, history_quarters),
    CYAML_FIELD_ENUM_PTR("peers", OPTIONAL | CYAML_FLAG_STRICT,
	struct yaml_settings, peers, peers_words, CYAML_ARRAY_LEN(peers_words)),
    CYAML_FIELD_ENUM_PTR("labels", OPTIONAL | CYAML_FLAG_STRICT,
	struct yaml_settings, labels, labels_words,
	CYAML_ARRAY_LEN(labels_words)),
    CYAML_FIELD_UINT_PTR(
	"peers_count", OPTIONAL, struct yaml_settings, peers_count),
    CYAML_FIELD_SEQUENCE("rebase", OPTIONAL, struct yaml_settings, rebase,
	&rebase_value, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("targets", OPTIONAL, struct yaml_settings, targets,
	&target_value, 0, CYAML_UNLIMITED),
    CYAML_FIELD_MAPPING_PTR(
	"limits", OPTIONAL, struct yaml_settings, limits, limit_fields),
    CYAML_FIELD_MAPPING_PTR(
	"audit", OPTIONAL, struct yaml_settings, audit, audit_fields),
    CYAML_FIELD_END};

static const cyaml_schema_value_t schema = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct yaml_settings, fields)};

static void
set_limits(const struct yaml_limits *y, struct book_limits *out)
{
#define TAKE(key)                                                              \
	if (y->key != NULL)                                                    \
	out->key = *y->key
	TAKE(file_bytes);
	TAKE(part_bytes);
	TAKE(text_bytes);
	TAKE(ratio);
	TAKE(parts);
	TAKE(rows);
	TAKE(columns);
	TAKE(strings);
	TAKE(depth);
#undef TAKE
}

/* Takes what is given and looks whether it is in its range. */
static bool
set_audit(struct ctx *c, struct at at, const struct yaml_audit *y,
    struct audit_limits *out)
{
	struct buf b = buf_new(c->tmp);

#define AUDIT_LIMIT(name, fallback, least, most, help)                         \
	if (y->name != NULL)                                                   \
		out->name = *y->name;                                          \
	if (!(out->name >= least && out->name <= most))                        \
		buf_addz(&b, "audit: " #name " is " #least " to " #most);
#include "model/audit_limits.def"
#undef AUDIT_LIMIT
	return b.n == 0 || diag_fail(c, at, "%.*s", STRF(buf_str(&b)));
}

static struct str
text(struct ctx *c, const char *z)
{
	return str_dup(c->mem, str_of(z));
}

static bool
set_rebase(struct ctx *c, struct at at, const struct yaml_settings *y,
    struct settings *out)
{
	out->n_rebase = y->rebase_count;
	out->rebase = NEWS(c->mem, out->n_rebase, struct rebase);
	for (size_t i = 0; i < out->n_rebase; i++) {
		const struct yaml_rebase *r = &y->rebase[i];

		out->rebase[i] =
		    (struct rebase){.indicator = text(c, r->indicator),
			.organisation = text(c, r->organisation),
			.reason = text(c, r->reason)};
		if (!day_parse_iso(str_of(r->date), &out->rebase[i].date))
			return diag_fail(c, at,
			    "rebase of %s: the date is written 2025-04-01, not "
			    "'%s'",
			    r->indicator, r->date);
	}
	return true;
}

/* Two targets of one figure: nobody could say which holds. */
static bool
set_targets(struct ctx *c, struct at at, const struct yaml_settings *y,
    struct settings *out)
{
	out->target = NEWS(c->mem, y->targets_count, struct target);
	for (size_t i = 0; i < y->targets_count; i++) {
		const struct yaml_target *k = &y->targets[i];

		for (size_t j = 0; j < i; j++)
			if (str_is(
				out->target[j].organisation, k->organisation) &&
			    str_is(out->target[j].indicator, k->indicator))
				return diag_fail(c, at,
				    "targets: %s has two for %s",
				    k->organisation, k->indicator);
		out->target[out->n_target++] = (struct target){
		    text(c, k->organisation), text(c, k->indicator), k->target};
	}
	return true;
}

/* y is NULL for a file that sets nothing. */
static bool
take(struct ctx *c, struct at at, const struct yaml_settings *y,
    struct settings *out)
{
	*out = settings_default;
	out->limits = book_limits_default;
	if (y == NULL)
		return true;
	if (y->stale_after_months != NULL)
		out->stale_after_months = *y->stale_after_months;
	if (y->peers_minimum != NULL)
		out->peers_minimum = *y->peers_minimum;
	if (y->disclosure != NULL)
		out->disclosure = *y->disclosure;
	if (y->nhs_7_national != NULL)
		out->national_exact = *y->nhs_7_national == NATIONAL_EXACT;
	if (y->author != NULL)
		out->author = str_dup(c->mem, str_of(y->author));
	if (y->pack_seconds != NULL)
		out->pack_seconds = *y->pack_seconds;
	if (y->pack_mib != NULL)
		out->pack_mib = *y->pack_mib;
	if (y->history_quarters != NULL)
		out->history_quarters = *y->history_quarters;
	if (y->labels != NULL)
		out->anonymous = *y->labels == LABELS_ANONYMOUS;
	if (y->peers != NULL)
		out->peers = *y->peers;
	if (y->peers_count != NULL)
		out->peers_count = *y->peers_count;
	if (!set_rebase(c, at, y, out) || !set_targets(c, at, y, out))
		return false;
	if (y->limits != NULL)
		set_limits(y->limits, &out->limits);
	if (y->audit != NULL && !set_audit(c, at, y->audit, &out->audit))
		return false;
	if (out->stale_after_months < 1 || out->stale_after_months > 600)
		return diag_fail(c, at,
		    "stale_after_months is 1 to 600, not %d",
		    out->stale_after_months);
	if (out->peers_minimum < 1)
		return diag_fail(c, at, "peers_minimum is 1 or more");
	if (out->peers_count < 2 || out->peers_count > 500)
		return diag_fail(
		    c, at, "peers_count is 2 to 500, not %u", out->peers_count);
	if (out->history_quarters < 1 || out->history_quarters > 100)
		return diag_fail(c, at, "history_quarters is 1 to 100, not %u",
		    out->history_quarters);
	if (out->pack_seconds < 1 || out->pack_seconds > 86400)
		return diag_fail(c, at, "pack_seconds is 1 to 86400, not %u",
		    out->pack_seconds);
	if (out->pack_mib < 64 || out->pack_mib > 1048576)
		return diag_fail(
		    c, at, "pack_mib is 64 to 1048576, not %u", out->pack_mib);
	return true;
}

bool
settings_load(struct ctx *c, struct str path, struct settings *out)
{
	void *y;

	return yaml_load(c, path, &schema, &y) &&
	       take(c, (struct at){.file = path}, y, out);
}

bool
settings_load_text(
    struct ctx *c, struct str name, struct str text, struct settings *out)
{
	void *y;

	return yaml_load_text(c, name, text, &schema, &y) &&
	       take(c, (struct at){.file = name}, y, out);
}
