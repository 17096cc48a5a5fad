/* tests/unit/render/test_manifest.c -- a manifest written and read back. */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "check.h"
#include "render/manifest.h"

#define FOLDER  "build/test-manifest"
#define HOSTILE "a \"b\"\\\n\t\x7f: {\xe2\x80\xa8,] # \xc3\xa9.csv"

static struct manifest_pack
pack_of(struct arena *mem, const char *org, struct str file)
{
	struct manifest_pack p = {.kind = S("board-report"),
	    .organisation = str_of(org),
	    .disclosure = S("small-4"),
	    .program = S("0.1.0")};

	p.file = NEW(mem, struct str);
	*p.file = file;
	p.n_files = 1;
	p.inputs = S("set-1");
	for (int i = 0; i < DEPEND_N; i++)
		p.depend[i] = str_fmt(mem, "%s-%d", org, i);
	return p;
}

static struct manifest
example(struct arena *mem)
{
	struct manifest m = {.period = S("2026-27-Q1")};

	m.set = NEWS(mem, 3, struct manifest_set);
	m.set[0] = (struct manifest_set){.id = S("set-2")};
	m.set[1] = m.set[2] = (struct manifest_set){
	    S("set-1"), NEW(mem, struct manifest_input), 1};
	/* A name as hostile as a file system allows. */
	*m.set[1].input = (struct manifest_input){S(HOSTILE), S("ab12")};
	m.n_sets = 3;
	m.pack = NEWS(mem, 2, struct manifest_pack);
	m.pack[0] = pack_of(mem, "XN2", S("trusts/XN2/b.pdf"));
	m.pack[1] = pack_of(mem, "XN1", S("trusts/XN1/a.pdf"));
	m.n_packs = 2;
	m.output = NEWS(mem, 2, struct manifest_file);
	m.output[0] =
	    (struct manifest_file){S("trusts/XN2/b.pdf"), 7, S("cd34")};
	m.output[1] =
	    (struct manifest_file){S("trusts/XN1/a.pdf"), 9, S("ef56")};
	m.n_outputs = 2;
	return m;
}

static void
what_was_written_is_read_back(void **state)
{
	struct ctx c = test_ctx();
	struct manifest m = example(c.mem), r;
	struct source s = {.path = S("x.csv"), .sha256 = S("00")};
	struct dataset d = {.source = &s, .n_sources = 1};
	const struct manifest_pack *p;

	assert_true(manifest_write(&c, &m, &d, S(FOLDER)));
	assert_true(manifest_read(&c, S(FOLDER), &r));
	assert_str(r.period, "2026-27-Q1");
	assert_int_equal(r.n_packs, 2);
	p = manifest_pack_of(&r, S("board-report"), S("XN2"));
	assert_non_null(p);
	assert_str(p->file[0], "trusts/XN2/b.pdf");
	assert_str(p->disclosure, "small-4");
	/* The set that no pack names is left out, the double one is one. */
	assert_int_equal(r.n_sets, 1);
	assert_true(str_eq(
	    manifest_set_find(&r, p->inputs)->input[0].path, S(HOSTILE)));
	for (int i = 0; i < DEPEND_N; i++)
		assert_true(str_eq(p->depend[i], str_fmt(c.mem, "XN2-%d", i)));
	assert_int_equal(manifest_output(&r, S("trusts/XN1/a.pdf"))->bytes, 9);
	assert_null(manifest_output(&r, S("trusts/XN3/a.pdf")));
	assert_null(manifest_pack_of(&r, S("board-report"), S("XN3")));
	test_drop(&c);
}

/* What stands in a good manifest is put in the place of something else. */
static bool
reads_with(struct ctx *c, const char *from, const char *to)
{
	struct manifest m = example(c->mem), r;
	struct dataset d = {.n_sources = 0};
	struct str text;
	struct buf b = buf_new(c->mem);
	ptrdiff_t at;

	assert_true(manifest_write(c, &m, &d, S(FOLDER)));
	assert_true(file_read(c, S(FOLDER "/manifest.json"), 0, &text));
	at = str_find(text, str_of(from));
	assert_true(at >= 0);
	buf_add(&b, text.p, (size_t)at);
	buf_addz(&b, to);
	buf_adds(&b, str_slice(text, (size_t)at + strlen(from), text.n));
	assert_true(file_replace(c, S(FOLDER "/manifest.json"), buf_str(&b)));
	return manifest_read(c, S(FOLDER), &r);
}

static void
a_manifest_that_is_not_ours_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *from, *to, *says;
	} wrong[] = {
	    {"\"period\"", "\"perriod\"", "perriod"},
	    {"\"bytes\": 9", "\"bytes\": nine", "bytes"},
	    {"\"sha256\": \"ef56\"", "\"sha257\": \"ef56\"", "sha257"},
	    {"{\"path\": \"trusts/XN1/a.pdf\"", "{\"path\": \"../XN1/a.pdf\"",
		"no file of this folder"},
	    {"{\"path\": \"trusts/XN1/a.pdf\"", "{\"path\": \"/etc/passwd\"",
		"no file of this folder"},
	    {"{\"path\": \"trusts/XN1/a.pdf\"",
		"{\"path\": \"trusts/XN2/b.pdf\"", "each named once"},
	    {"[\"trusts/XN1/a.pdf\"]", "[\"trusts/XN9/a.pdf\"]",
		"not among the outputs"},
	    {"\"inputs\": \"set-1\"", "\"inputs\": \"set-7\"",
		"no set of inputs"},
	    {"\"organisation\": \"XN1\"", "\"organisation\": \"XN2\"",
		"each named once"},
	};

	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct ctx c = test_ctx();
		if (reads_with(&c, wrong[i].from, wrong[i].to))
			fail_msg("%s was taken", wrong[i].to);
		assert_true(str_ends(diag_at(c.diag).file, S("manifest.json")));
		if (str_find(diag_text(c.diag), str_of(wrong[i].says)) < 0)
			fail_msg("%s", str_z(c.mem, diag_text(c.diag)));
		test_drop(&c);
	}
}

static void
a_cut_or_empty_manifest_is_refused(void **state)
{
	struct ctx c = test_ctx();
	struct manifest m = example(c.mem), r;
	struct dataset d = {.n_sources = 0};
	struct str text;

	assert_true(manifest_write(&c, &m, &d, S(FOLDER)));
	assert_true(file_read(&c, S(FOLDER "/manifest.json"), 0, &text));
	for (size_t n = 0; n < text.n - 2; n += 13) {
		assert_true(file_replace(
		    &c, S(FOLDER "/manifest.json"), str_slice(text, 0, n)));
		assert_false(manifest_read(&c, S(FOLDER), &r));
	}
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_written_is_read_back),
	    cmocka_unit_test(
		a_manifest_that_is_not_ours_is_refused_with_its_place),
	    cmocka_unit_test(a_cut_or_empty_manifest_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
