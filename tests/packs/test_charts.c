/* tests/packs/test_charts.c -- the charts of packs as files of their own: where
 * they lie, what is drawn into them, and what becomes of them. */
#include <glib.h>
#include <string.h>

#include "packs/run.h"

#define IN    SCRATCH "/charts-in"
#define OUT   SCRATCH "/charts"
#define OTHER SCRATCH "/charts-again"
#define Q     "/2026-27-Q1"
#define AUDIT OUT Q "/trusts/XN1/charts/data-audit"
#define RUN                                                                    \
	"$SKILLMIX run --only XN1,Y63,ENG --packs region,audit,england "       \
	"--input " IN " --output "
#define ONE "$SKILLMIX run --only XN1 --packs audit --input " IN " --output "

/* The tables of all trusts and the newest return of one. */
static int
make_charts(void **state)
{
	assert_true(program_is_named());
	assert_int_equal(
	    sh("rm -rf " IN " " OUT "; mkdir -p " IN "/returns/2026-27-Q1; cd "
	       "input/synthetic-sample; cp *.csv $OLDPWD/" IN
	       "; cp returns/2026-27-Q1/XN1.xlsx $OLDPWD/" IN
	       "/returns/2026-27-Q1"),
	    0);
	assert_int_equal(sh(RUN OUT " --charts svg,png"), 0);
	assert_true(says(SCRATCH "/out", "Drew 3 packs, 0 were up to date."));
	return 0;
}

static void
every_kind_of_pack_has_its_charts_beside_it(void **state)
{
	static const char *const folder[] = {"trusts/XN1/charts/data-audit",
	    "regions/Y63/charts/comparison-pack", "england/charts/overview"};

	for (size_t i = 0; i < COUNT(folder); i++)
		assert_int_equal(
		    sh("cd " OUT Q "/%s && [ \"$(ls *.svg | sed 's/svg$/png/')"
		       "\" = \"$(ls *.png)\" ] && "
		       "! ls | grep -v '^[A-Za-z0-9_-]*\\.[sp][vn]g$'",
			folder[i]),
		    0);
	assert_true(access(AUDIT "/ledger.svg", R_OK) == 0);
	assert_true(access(AUDIT "/score.png", R_OK) == 0);
	assert_int_equal(sh("$SKILLMIX verify " OUT), 0);
}

/* What GMarkup calls an element's text is the words that a reader hears. */
struct heard {
	GString *words;
	int texts, titles, descs;
};

static void
begin(GMarkupParseContext *g, const char *name, const char **key,
    const char **value, void *to, GError **err)
{
	struct heard *h = to;

	h->texts += strcmp(name, "text") == 0;
	h->titles += strcmp(name, "title") == 0;
	h->descs += strcmp(name, "desc") == 0;
}

static void
hear(GMarkupParseContext *g, const char *text, gsize n, void *to, GError **err)
{
	struct heard *h = to;

	g_string_append_len(h->words, text, (gssize)n);
	g_string_append_c(h->words, ' ');
}

static struct heard
listen(struct ctx *c, const char *path)
{
	static const GMarkupParser parser = {
	    .start_element = begin, .text = hear};
	struct heard h = {.words = g_string_new(NULL)};
	GMarkupParseContext *g = g_markup_parse_context_new(
	    &parser, G_MARKUP_DEFAULT_FLAGS, &h, NULL);
	struct str s = read_text(c, path);
	GError *err = NULL;

	if (!g_markup_parse_context_parse(g, s.p, (gssize)s.n, &err) ||
	    !g_markup_parse_context_end_parse(g, &err))
		fail_msg("%s: %s", path, err->message);
	g_markup_parse_context_free(g);
	return h;
}

static void
every_svg_is_whole_and_keeps_its_meaning(void **state)
{
	struct ctx c = test_ctx();
	struct str list, path;
	int n = 0;

	assert_int_equal(sh("find " OUT " -name '*.svg' | sort"), 0);
	list = read_text(&c, SCRATCH "/out");
	while (str_cut(list, '\n', &path, &list)) {
		const char *z = str_z(c.mem, path);
		bool audit = strstr(z, "data-audit") != NULL;
		struct heard h = listen(&c, z);
		n++;
		assert_int_equal(h.titles, 1);
		assert_int_equal(h.descs, 1);
		assert_true(h.texts >= 3);
		/* In the description and drawn. */
		for (const char *p = h.words->str, *twice = "12"; *twice;
		     twice++) {
			p = strstr(p, "Synthetic data.");
			if (p == NULL)
				fail_msg("%s is not marked synthetic", z);
			p++;
		}
		assert_true(strstr(h.words->str, "2026-27 Q1") != NULL);
		assert_int_equal(strstr(h.words->str,
				     "Internal: not for publication") != NULL,
		    audit);
		g_string_free(h.words, TRUE);
	}
	assert_true(n > 15);
	test_drop(&c);
}

static void
a_png_says_what_it_shows(void **state)
{
	assert_int_equal(
	    sh("/usr/bin/python3 -c 'import struct, sys, zlib\n"
	       "d = open(sys.argv[1], \"rb\").read(); i = 8; kinds = {}\n"
	       "while i < len(d):\n"
	       "    n = struct.unpack(\">I\", d[i:i + 4])[0]\n"
	       "    body = d[i + 4:i + 8 + n]\n"
	       "    crc = struct.unpack(\">I\", d[i + 8 + n:i + 12 + n])[0]\n"
	       "    assert zlib.crc32(body) == crc\n"
	       "    kinds[body[:4]] = body[4:]; i += 12 + n\n"
	       "words = kinds[b\"iTXt\"]\n"
	       "assert words.startswith(b\"Description\\0\\0\\0\\0\\0\")\n"
	       "assert b\"Synthetic data.\" in words\n"
	       "assert kinds[b\"pHYs\"] == struct.pack(\">IIB\", 5669, 5669, "
	       "1)' " AUDIT "/ledger.png"),
	    0);
}

static void
charts_of_an_audit_are_for_the_owner_alone(void **state)
{
	assert_int_equal(number_of("stat -c %a " AUDIT), 700);
	assert_int_equal(number_of("stat -c %a " AUDIT "/ledger.svg"), 600);
	assert_int_equal(
	    number_of("stat -c %a " OUT Q "/trusts/XN1/charts"), 755);
	assert_int_equal(
	    number_of("find " OUT Q "/regions -type f ! -perm 644 | wc -l"), 0);
}

static void
the_number_of_workers_does_not_change_a_byte(void **state)
{
	assert_int_equal(
	    sh("rm -rf " OTHER "; $SKILLMIX run --only XN1,Y63 --packs "
	       "region,audit --charts svg,png --jobs 1 --input " IN
	       " --output " OTHER),
	    0);
	assert_int_equal(sh("diff -r " OUT Q "/trusts " OTHER Q "/trusts && "
			    "diff -r " OUT Q "/regions " OTHER Q "/regions"),
	    0);
}

static void
charts_that_are_there_are_kept_and_lost_ones_drawn(void **state)
{
	assert_int_equal(sh("rm -rf " OTHER "; cp -rp " OUT " " OTHER), 0);
	assert_int_equal(sh(ONE OUT " --charts svg,png"), 0);
	assert_true(says(SCRATCH "/out", "Drew 0 packs, 1 was up to date."));
	assert_int_equal(sh(ONE OUT), 0);
	assert_true(says(SCRATCH "/out", "Drew 0 packs, 1 was up to date."));
	assert_int_equal(sh("diff -r -x skillmix.db " OUT " " OTHER), 0);
	assert_int_equal(
	    sh("echo x >> " AUDIT "/ledger.svg; rm " AUDIT "/score.png"), 0);
	assert_int_equal(sh("$SKILLMIX verify " OUT), 1);
	assert_true(says(SCRATCH "/err", "data-audit/ledger.svg: changed"));
	assert_true(says(SCRATCH "/err", "data-audit/score.png: missing"));
	assert_int_equal(sh("touch " SCRATCH "/mark; sleep 0.02; " ONE OUT
			    " --charts svg,png --verbose"),
	    0);
	assert_true(says(SCRATCH "/err", "changed: the charts beside it"));
	assert_int_equal(sh("diff -r -x skillmix.db " OUT " " OTHER), 0);
	/* The pages were not drawn for that. */
	assert_int_equal(number_of("find " OUT " -name '*.pdf' -newer " SCRATCH
				   "/mark | wc -l"),
	    0);
}

static void
charts_of_a_pack_drawn_again_are_those_asked_for_then(void **state)
{
	assert_int_equal(sh(ONE OUT " --charts png"), 0);
	assert_int_equal(number_of("ls " AUDIT "/*.svg | wc -l"), 0);
	assert_true(access(AUDIT "/ledger.png", R_OK) == 0);
	assert_int_equal(sh("$SKILLMIX verify " OUT), 0);
	assert_int_equal(
	    sh("echo x > " AUDIT "/old.svg; " ONE OUT " --force --charts svg"),
	    0);
	assert_true(access(AUDIT "/old.svg", R_OK) != 0);
	assert_int_equal(sh("$SKILLMIX verify " OUT), 0);
	assert_int_equal(sh(ONE OUT " --force"), 0);
	assert_true(access(OUT Q "/trusts/XN1/charts", F_OK) != 0);
	assert_int_equal(sh("$SKILLMIX verify " OUT), 0);
}

static void
another_format_is_wrong_use(void **state)
{
	assert_int_equal(sh(ONE OUT " --charts svg,gif"), 2);
	assert_true(says(SCRATCH "/err", "--charts is svg, png or svg,png"));
	assert_int_equal(sh("$SKILLMIX verify --charts svg " OUT), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_kind_of_pack_has_its_charts_beside_it),
	    cmocka_unit_test(every_svg_is_whole_and_keeps_its_meaning),
	    cmocka_unit_test(a_png_says_what_it_shows),
	    cmocka_unit_test(charts_of_an_audit_are_for_the_owner_alone),
	    cmocka_unit_test(the_number_of_workers_does_not_change_a_byte),
	    cmocka_unit_test(
		charts_that_are_there_are_kept_and_lost_ones_drawn),
	    cmocka_unit_test(
		charts_of_a_pack_drawn_again_are_those_asked_for_then),
	    cmocka_unit_test(another_format_is_wrong_use),
	};
	return cmocka_run_group_tests(tests, make_charts, NULL);
}
