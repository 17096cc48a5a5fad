/* model/profile_schema.c -- the keys of a profile and their types. */
#include "model/profile_schema.h"

#define NEED CYAML_FLAG_POINTER
#define MAY  (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

#define TEXT(key, flag, type, member)                                          \
	CYAML_FIELD_STRING_PTR(key, flag, type, member, 1, 2000)
#define LIST(key, flag, type, member)                                          \
	CYAML_FIELD_SEQUENCE_COUNT(                                            \
	    key, flag, type, member.z, member.n, &text_schema, 1, 2000)
#define CHOICE(key, flag, type, member, words)                                 \
	CYAML_FIELD_ENUM(key, CYAML_FLAG_STRICT | (flag), type, member, words, \
	    CYAML_ARRAY_LEN(words))

static const cyaml_schema_value_t text_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 2000),
};

static const cyaml_strval_t dimension_words_of[] = {
#define DIMENSION(name, words) {#name, DIM_##name},
#include "model/dimensions.def"
#undef DIMENSION
};

static const cyaml_strval_t kinds[] = {
    {"observations", PROFILE_OBSERVATIONS},
    {"organisations", PROFILE_ORGANISATIONS},
};

static const cyaml_strval_t formats[] = {
    {"yyyy-mm-dd", DATE_ISO},
    {"dd/mm/yyyy", DATE_BRITISH},
    {"yyyymm", DATE_MONTH},
    {"yyyymm to yyyymm", DATE_MONTH_SPAN},
};

static const cyaml_strval_t reasons[] = {
    {"blank", REASON_BLANK},
    {"suppressed", REASON_SUPPRESSED},
    {"not applicable", REASON_NOT_APPLICABLE},
    {"not available", REASON_NOT_AVAILABLE},
};

static const cyaml_strval_t blanks[] = {
    {"nothing", RAW_BLANK_NOTHING},
    {"blank", REASON_BLANK},
    {"suppressed", REASON_SUPPRESSED},
    {"not applicable", REASON_NOT_APPLICABLE},
    {"not available", REASON_NOT_AVAILABLE},
};

static const cyaml_strval_t aggregates[] = {
    {"none", false},
    {"sum", true},
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
    LIST("header", MAY, struct raw_recognise, header),
    LIST("lacks", MAY, struct raw_recognise, lacks),
    CYAML_FIELD_SEQUENCE_COUNT("headerless", MAY, struct raw_recognise,
	headerless, n_headerless, &pattern_schema, 1, 100),
    CYAML_FIELD_UINT(
	"within", CYAML_FLAG_OPTIONAL, struct raw_recognise, within),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t organisation_fields[] = {
    TEXT("code", NEED, struct raw_organisation, code),
    TEXT("name", MAY, struct raw_organisation, name),
    TEXT("region", MAY, struct raw_organisation, region),
    TEXT("region_name", MAY, struct raw_organisation, region_name),
    TEXT("icb", MAY, struct raw_organisation, icb),
    TEXT("icb_name", MAY, struct raw_organisation, icb_name),
    TEXT("cluster", MAY, struct raw_organisation, cluster),
    TEXT("cluster_constant", MAY, struct raw_organisation, cluster_constant),
    TEXT(
	"cluster_vocabulary", MAY, struct raw_organisation, cluster_vocabulary),
    CYAML_FIELD_BOOL("reported_on", CYAML_FLAG_OPTIONAL,
	struct raw_organisation, reported_on),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t date_fields[] = {
    TEXT("column", MAY, struct raw_date, column),
    TEXT("constant", MAY, struct raw_date, constant),
    CHOICE("format", CYAML_FLAG_OPTIONAL, struct raw_date, format, formats),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t dimension_fields[] = {
    CHOICE("dimension", CYAML_FLAG_DEFAULT, struct raw_dimension, dimension,
	dimension_words_of),
    LIST("columns", MAY, struct raw_dimension, columns),
    TEXT("constant", MAY, struct raw_dimension, constant),
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
    TEXT("column", NEED, struct raw_value, column),
    TEXT("measure", MAY, struct raw_value, measure),
    TEXT("suffix", MAY, struct raw_value, suffix),
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

static const cyaml_schema_field_t skip_fields[] = {
    TEXT("column", NEED, struct raw_skip, column),
    LIST("equals", NEED, struct raw_skip, equals),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t skip_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_skip, skip_fields),
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
    CYAML_FIELD_BOOL("parts_may_exceed", CYAML_FLAG_OPTIONAL, struct raw_check,
	parts_may_exceed),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t check_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_check, check_fields),
};

static const cyaml_schema_field_t total_fields[] = {
    CHOICE("dimension", CYAML_FLAG_DEFAULT, struct raw_total, dimension,
	dimension_words_of),
    TEXT("value", NEED, struct raw_total, value),
    CYAML_FIELD_SEQUENCE_COUNT(
	"checks", NEED, struct raw_total, check, n, &check_schema, 1, 100),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t profile_fields[] = {
    TEXT("name", NEED, struct raw_profile, name),
    TEXT("title", NEED, struct raw_profile, title),
    TEXT("publisher", NEED, struct raw_profile, publisher),
    CYAML_FIELD_BOOL(
	"synthetic", CYAML_FLAG_OPTIONAL, struct raw_profile, synthetic),
    CHOICE("kind", CYAML_FLAG_DEFAULT, struct raw_profile, kind, kinds),
    CYAML_FIELD_INT(
	"precedence", CYAML_FLAG_DEFAULT, struct raw_profile, precedence),
    CYAML_FIELD_MAPPING("recognise", CYAML_FLAG_DEFAULT, struct raw_profile,
	recognise, recognise_fields),
    CYAML_FIELD_MAPPING("organisation", CYAML_FLAG_DEFAULT, struct raw_profile,
	organisation, organisation_fields),
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
    CYAML_FIELD_SEQUENCE_COUNT(
	"skip", MAY, struct raw_profile, skip, n_skips, &skip_schema, 0, 100),
    CHOICE("aggregate", CYAML_FLAG_OPTIONAL, struct raw_profile, aggregate_sum,
	aggregates),
    CYAML_FIELD_MAPPING_PTR(
	"absent_is_zero", MAY, struct raw_profile, zero, zero_fields),
    CYAML_FIELD_MAPPING_PTR(
	"total", MAY, struct raw_profile, total, total_fields),
    CYAML_FIELD_END,
};

const cyaml_schema_value_t profile_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_profile, profile_fields),
};
