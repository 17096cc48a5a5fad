/* model/profile_schema.c -- the keys of a profile and their types. */
#include "model/profile_schema.h"

#define NEED CYAML_FLAG_POINTER
#define MAY  (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

#define TEXT(key, flag, type, member)                                          \
	CYAML_FIELD_STRING_PTR(key, flag, type, member, 1, 2000)
/* libcyaml's own takes every word it does not know for yes. */
#define YES_NO(key, type, member)                                              \
	CHOICE(key, CYAML_FLAG_OPTIONAL, type, member, yes_no)
#define LIST(key, flag, type, member)                                          \
	CYAML_FIELD_SEQUENCE_COUNT(                                            \
	    key, flag, type, member.z, member.n, &text_schema, 1, 2000)
#define CHOICE(key, flag, type, member, words)                                 \
	CYAML_FIELD_ENUM(key, CYAML_FLAG_STRICT | (flag), type, member, words, \
	    CYAML_ARRAY_LEN(words))
#define ROWS(key, type, member)                                                \
	CYAML_FIELD_SEQUENCE_COUNT(                                            \
	    key, MAY, type, member.row, member.n, &row_schema, 1, 50)
#define REWRITES(key, type, member)                                            \
	CYAML_FIELD_SEQUENCE_COUNT(                                            \
	    key, MAY, type, member.r, member.n, &rewrite_schema, 1, 1000)
#define CONDITIONS(key, type, member)                                          \
	CYAML_FIELD_SEQUENCE_COUNT(                                            \
	    key, MAY, type, member.c, member.n, &condition_schema, 0, 100)
/* The places of a text but columns, which are called differently. */
#define PLACES(type)                                                           \
	TEXT("constant", MAY, type, place.constant),                           \
	    TEXT("sheet", MAY, type, place.sheet),                             \
	    TEXT("file", MAY, type, place.file),                               \
	    TEXT("title", MAY, type, place.title)

static const cyaml_schema_value_t text_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 2000),
};

static const cyaml_schema_value_t row_schema = {
    CYAML_VALUE_INT(CYAML_FLAG_DEFAULT, int),
};

static const cyaml_strval_t yes_no[] = {
    {"yes", true},
    {"no", false},
    {"true", true},
    {"false", false},
};

static const cyaml_strval_t dimension_words_of[] = {
#define DIMENSION(name, words) {#name, DIM_##name},
#include "model/dimensions.def"
#undef DIMENSION
};

static const cyaml_strval_t kinds[] = {
    {"observations", PROFILE_OBSERVATIONS},
    {"organisations", PROFILE_ORGANISATIONS},
    {"codes", PROFILE_CODES},
    {"ignored", PROFILE_IGNORED},
};

static const cyaml_strval_t formats[] = {
    {"yyyy-mm-dd", DATE_ISO},
    {"dd/mm/yyyy", DATE_BRITISH},
    {"yyyymm", DATE_MONTH},
    {"yyyymm to yyyymm", DATE_MONTH_SPAN},
    {"yyyy-mm", DATE_ISO_MONTH},
    {"mmm-yy", DATE_MONTH_YEAR},
    {"yyyy-mmm", DATE_YEAR_MONTH},
    {"yyyy", DATE_YEAR},
    {"financial year", DATE_FINANCIAL_YEAR},
    {"financial quarter", DATE_FINANCIAL_QUARTER},
};
static const cyaml_schema_value_t format_schema = {
    CYAML_VALUE_ENUM(
	CYAML_FLAG_STRICT, enum date_format, formats, CYAML_ARRAY_LEN(formats)),
};

#define REASON_WORDS                                                           \
	{"blank", REASON_BLANK}, {"suppressed", REASON_SUPPRESSED},            \
	    {"not applicable", REASON_NOT_APPLICABLE},                         \
	{                                                                      \
		"not available", REASON_NOT_AVAILABLE                          \
	}

static const cyaml_strval_t reasons[] = {
    REASON_WORDS,
    {"zero", RAW_MARK_ZERO},
};

static const cyaml_strval_t blanks[] = {
    {"nothing", RAW_BLANK_NOTHING},
    REASON_WORDS,
    {"zero", RAW_MARK_ZERO},
};

static const cyaml_strval_t aggregates[] = {
    {"none", false},
    {"sum", true},
};

static const cyaml_strval_t scales[] = {
    {"fraction", SCALE_FRACTION},
    {"points", SCALE_POINTS},
    {"whole", SCALE_WHOLE},
};

static const cyaml_strval_t cell_states[] = {
    {"blank", CONDITION_BLANK},
    {"filled", CONDITION_FILLED},
};

static const cyaml_strval_t date_tests[] = {
    {"until", CONDITION_UNTIL},
    {"after", CONDITION_AFTER},
    {"in month", CONDITION_IN_MONTH},
    {"in quarter", CONDITION_IN_QUARTER},
    {"in year", CONDITION_IN_YEAR},
};

static const cyaml_schema_field_t rewrite_fields[] = {
    TEXT("matches", NEED, struct raw_rewrite, matches),
    TEXT("word", MAY, struct raw_rewrite, word),
    YES_NO("skip", struct raw_rewrite, skip),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t rewrite_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_rewrite, rewrite_fields),
};

static const cyaml_schema_field_t condition_fields[] = {
    TEXT("column", NEED, struct raw_condition, column),
    TEXT("matches", MAY, struct raw_condition, matches),
    LIST("equals", MAY, struct raw_condition, equals),
    CHOICE("is", CYAML_FLAG_OPTIONAL, struct raw_condition, is, cell_states),
    CHOICE("date", CYAML_FLAG_OPTIONAL, struct raw_condition, date, date_tests),
    CHOICE(
	"format", CYAML_FLAG_OPTIONAL, struct raw_condition, format, formats),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t condition_schema = {
    CYAML_VALUE_MAPPING(
	CYAML_FLAG_DEFAULT, struct raw_condition, condition_fields),
};

static const cyaml_schema_field_t pattern_fields[] = {
    TEXT("column", NEED, struct raw_pattern, column),
    TEXT("matches", NEED, struct raw_pattern, matches),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t pattern_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_pattern, pattern_fields),
};

static const cyaml_schema_field_t recognise_fields[] = {
    TEXT("sheet", MAY, struct raw_recognise, sheet),
    LIST("sheets", MAY, struct raw_recognise, sheets),
    TEXT("file", MAY, struct raw_recognise, file),
    TEXT("title", MAY, struct raw_recognise, title),
    LIST("header", MAY, struct raw_recognise, header),
    LIST("lacks", MAY, struct raw_recognise, lacks),
    CYAML_FIELD_SEQUENCE_COUNT("headerless", MAY, struct raw_recognise,
	headerless, n_headerless, &pattern_schema, 1, 100),
    CYAML_FIELD_UINT(
	"within", CYAML_FLAG_OPTIONAL, struct raw_recognise, within),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t organisation_fields[] = {
    TEXT("code", MAY, struct raw_organisation, code),
    LIST("columns", MAY, struct raw_organisation, place.columns),
    PLACES(struct raw_organisation),
    REWRITES("patterns", struct raw_organisation, patterns),
    TEXT("like", MAY, struct raw_organisation, like),
    TEXT("name", MAY, struct raw_organisation, name),
    TEXT("region", MAY, struct raw_organisation, region),
    TEXT("region_name", MAY, struct raw_organisation, region_name),
    TEXT("icb", MAY, struct raw_organisation, icb),
    TEXT("icb_name", MAY, struct raw_organisation, icb_name),
    TEXT("cluster", MAY, struct raw_organisation, cluster),
    TEXT("cluster_constant", MAY, struct raw_organisation, cluster_constant),
    TEXT(
	"cluster_vocabulary", MAY, struct raw_organisation, cluster_vocabulary),
    YES_NO("reported_on", struct raw_organisation, reported_on),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t codes_fields[] = {
    TEXT("code", NEED, struct raw_codes, code),
    TEXT("name", NEED, struct raw_codes, name),
    TEXT("vocabulary", MAY, struct raw_codes, vocabulary),
    CYAML_FIELD_UINT("width", CYAML_FLAG_OPTIONAL, struct raw_codes, width),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t date_fields[] = {
    TEXT("column", MAY, struct raw_date, place.column),
    PLACES(struct raw_date),
    ROWS("headings", struct raw_date, place.headings),
    YES_NO("section", struct raw_date, place.section),
    CHOICE("format", CYAML_FLAG_OPTIONAL, struct raw_date, format, formats),
    CYAML_FIELD_SEQUENCE_COUNT("formats", MAY, struct raw_date, formats.f,
	formats.n, &format_schema, 1, DATE_N),
    YES_NO("month_end", struct raw_date, month_end),
    TEXT("year_ends", MAY, struct raw_date, year_ends),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t dimension_fields[] = {
    CHOICE("dimension", CYAML_FLAG_DEFAULT, struct raw_dimension, dimension,
	dimension_words_of),
    LIST("columns", MAY, struct raw_dimension, place.columns),
    PLACES(struct raw_dimension),
    ROWS("headings", struct raw_dimension, place.headings),
    YES_NO("section", struct raw_dimension, place.section),
    REWRITES("patterns", struct raw_dimension, patterns),
    TEXT("blank", MAY, struct raw_dimension, blank),
    TEXT("vocabulary", MAY, struct raw_dimension, vocabulary),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t dimension_schema = {
    CYAML_VALUE_MAPPING(
	CYAML_FLAG_DEFAULT, struct raw_dimension, dimension_fields),
};

static const cyaml_schema_field_t word_fields[] = {
    TEXT("label", NEED, struct raw_word, label),
    TEXT("measure", NEED, struct raw_word, measure),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t word_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_word, word_fields),
};

static const cyaml_schema_field_t measure_fields[] = {
    TEXT("column", NEED, struct raw_measure, column),
    CYAML_FIELD_SEQUENCE_COUNT(
	"words", NEED, struct raw_measure, word, n, &word_schema, 1, 2000),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t value_fields[] = {
    TEXT("column", MAY, struct raw_value, column),
    TEXT("heading", MAY, struct raw_value, heading),
    CYAML_FIELD_INT("row", CYAML_FLAG_OPTIONAL, struct raw_value, row),
    YES_NO("count", struct raw_value, count),
    TEXT("measure", MAY, struct raw_value, measure),
    TEXT("suffix", MAY, struct raw_value, suffix),
    CHOICE("percent", CYAML_FLAG_OPTIONAL, struct raw_value, percent, scales),
    CYAML_FIELD_FLOAT_PTR("least", MAY, struct raw_value, least),
    CYAML_FIELD_FLOAT_PTR("most", MAY, struct raw_value, most),
    CONDITIONS("where", struct raw_value, where),
    CONDITIONS("unless", struct raw_value, unless),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t value_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_value, value_fields),
};

static const cyaml_schema_field_t mark_fields[] = {
    TEXT("text", NEED, struct raw_mark, text),
    CHOICE("means", CYAML_FLAG_DEFAULT, struct raw_mark, means, reasons),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t mark_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_mark, mark_fields),
};

static const cyaml_schema_field_t headings_fields[] = {
    ROWS("fill_right", struct raw_headings, fill_right),
    CYAML_FIELD_UINT("below", CYAML_FLAG_OPTIONAL, struct raw_headings, below),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t sections_fields[] = {
    TEXT("title", NEED, struct raw_sections, title),
    YES_NO("header", struct raw_sections, header),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t zero_fields[] = {
    LIST("measures", NEED, struct raw_zero, measures),
    LIST("where", NEED, struct raw_zero, where),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t check_fields[] = {
    LIST("measures", NEED, struct raw_check, measures),
    CYAML_FIELD_FLOAT(
	"tolerance", CYAML_FLAG_DEFAULT, struct raw_check, tolerance),
    YES_NO("parts_may_exceed", struct raw_check, parts_may_exceed),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t check_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_check, check_fields),
};

static const cyaml_schema_field_t total_fields[] = {
    CHOICE("dimension", CYAML_FLAG_DEFAULT, struct raw_total, dimension,
	dimension_words_of),
    TEXT("value", NEED, struct raw_total, value),
    LIST("except", MAY, struct raw_total, except),
    YES_NO("left_out", struct raw_total, left_out),
    CYAML_FIELD_SEQUENCE_COUNT(
	"checks", NEED, struct raw_total, check, n, &check_schema, 1, 100),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t total_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_total, total_fields),
};

static const cyaml_schema_field_t profile_fields[] = {
    TEXT("name", NEED, struct raw_profile, name),
    TEXT("title", NEED, struct raw_profile, title),
    TEXT("publisher", NEED, struct raw_profile, publisher),
    TEXT("reason", MAY, struct raw_profile, reason),
    YES_NO("synthetic", struct raw_profile, synthetic),
    CHOICE("kind", CYAML_FLAG_DEFAULT, struct raw_profile, kind, kinds),
    CYAML_FIELD_INT(
	"precedence", CYAML_FLAG_OPTIONAL, struct raw_profile, precedence),
    CYAML_FIELD_MAPPING("recognise", CYAML_FLAG_DEFAULT, struct raw_profile,
	recognise, recognise_fields),
    CYAML_FIELD_MAPPING_PTR("organisation", MAY, struct raw_profile,
	organisation, organisation_fields),
    CYAML_FIELD_MAPPING_PTR(
	"codes", MAY, struct raw_profile, codes, codes_fields),
    CYAML_FIELD_MAPPING_PTR("date", MAY, struct raw_profile, date, date_fields),
    CYAML_FIELD_SEQUENCE_COUNT("dimensions", MAY, struct raw_profile, dimension,
	n_dimensions, &dimension_schema, 0, DIM_N),
    CYAML_FIELD_MAPPING_PTR(
	"measure", MAY, struct raw_profile, measure, measure_fields),
    CYAML_FIELD_SEQUENCE_COUNT("values", MAY, struct raw_profile, value,
	n_values, &value_schema, 1, 2000),
    CYAML_FIELD_SEQUENCE_COUNT(
	"marks", MAY, struct raw_profile, mark, n_marks, &mark_schema, 0, 100),
    CHOICE("blank", CYAML_FLAG_OPTIONAL, struct raw_profile, blank, blanks),
    TEXT("thousands", MAY, struct raw_profile, thousands),
    CYAML_FIELD_MAPPING_PTR(
	"headings", MAY, struct raw_profile, headings, headings_fields),
    LIST("fill_down", MAY, struct raw_profile, fill_down),
    CYAML_FIELD_MAPPING_PTR(
	"sections", MAY, struct raw_profile, sections, sections_fields),
    TEXT("ends", MAY, struct raw_profile, ends),
    CONDITIONS("skip", struct raw_profile, skip),
    CONDITIONS("keep", struct raw_profile, keep),
    CHOICE("aggregate", CYAML_FLAG_OPTIONAL, struct raw_profile, aggregate_sum,
	aggregates),
    YES_NO("reject_rows", struct raw_profile, reject_rows),
    CYAML_FIELD_MAPPING_PTR(
	"absent_is_zero", MAY, struct raw_profile, zero, zero_fields),
    CYAML_FIELD_MAPPING_PTR(
	"total", MAY, struct raw_profile, total, total_fields),
    CYAML_FIELD_SEQUENCE_COUNT("totals", MAY, struct raw_profile, totals,
	n_totals, &total_schema, 1, 50),
    CYAML_FIELD_END,
};

const cyaml_schema_value_t profile_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_profile, profile_fields),
};
