/* figures_known.c -- figures, and what of them was withheld, kept between runs. */
#include "base/file.h"
#include "figures_known.h"
#include "identity.h"
#include "indicators/kept.h"
#include "output.h"

/* Five times what the sample's take; decisions take a hundredth. */
#define FIGURES_MOST ((size_t)256 << 20)

/* All that figures rest on but the numbers and the program. */
static bool
basis_of(const struct run *r, struct str *out)
{
	const struct str path[] = {r->catalogue_path, r->settings_path};
	struct buf b = buf_new(r->c->mem);

	for (size_t i = 0; i < COUNT(path); i++) {
		struct file_sum sum;

		if (!file_checksum(r->c, path[i], 0, &sum))
			return false;
		buf_adds(&b, sum.sha256);
	}
	*out = buf_str(&b);
	return true;
}

static struct memo *
memo_of(const struct run *r, const char *name, struct str program)
{
	struct arena *mem = r->c->mem;

	return r->o->output.n == 0
		   ? NULL
		   : memo_new(mem, file_join(mem, r->o->output, str_of(name)),
			 program, FIGURES_MOST);
}

bool
figures_known_read(struct run *r)
{
	struct str program = identity_sha256(r->c->mem);

	r->kept = NEW(r->c->mem, struct kept);
	*r->kept = (struct kept){.decided = memo_of(r, OUTPUT_DECIDED, program),
	    .figures = memo_of(r, OUTPUT_FIGURES, program),
	    .jobs = r->o->jobs};
	return basis_of(r, &r->kept->basis);
}

static bool
key_of(const struct scorecard *card, size_t indicator, const char *name,
    unsigned char key[SHA256_BYTES])
{
	struct sha256 s = sha256_begin();

	if (card->key == NULL)
		return false;
	sha256_add(&s, card->key[indicator], SHA256_BYTES);
	sha256_add(&s, name, str_of(name).n);
	sha256_end(&s, key);
	return true;
}

bool
figures_known_find(const struct run *r, const struct scorecard *card,
    size_t indicator, const char *name, struct arena *mem, struct str *out)
{
	unsigned char key[SHA256_BYTES];

	return key_of(card, indicator, name, key) &&
	       memo_find(r->kept->figures, key, mem, out);
}

void
figures_known_note(const struct run *r, const struct scorecard *card,
    size_t indicator, const char *name, struct str bytes)
{
	unsigned char key[SHA256_BYTES];

	if (key_of(card, indicator, name, key))
		memo_note(r->kept->figures, key, bytes);
}

bool
figures_known_write(const struct run *r)
{
	mode_t mask = output_hide(true);
	bool ok = memo_write(r->c, r->kept->decided) &&
		  memo_write(r->c, r->kept->figures);

	umask(mask);
	return ok;
}
