/* remembered.c -- what runs find out once and keep in the output folder. */
#include "base/file.h"
#include "output.h"
#include "remembered.h"

static struct str
path_of(const struct run *r, const char *name)
{
	return file_join(r->c->mem, r->o->output, str_of(name));
}

struct str
remembered_read(const struct run *r, const char *name)
{
	struct ctx quiet = {
	    r->c->mem, r->c->tmp, diag_new(r->c->mem, NULL, true)};
	struct str path = path_of(r, name), bytes;

	return r->o->output.n > 0 && file_exists(&quiet, path) &&
		       file_read(&quiet, path, 0, &bytes)
		   ? bytes
		   : S("");
}

bool
remembered_write(
    const struct run *r, const char *name, struct str was, struct str is)
{
	mode_t mask;
	bool ok;

	if (str_eq(is, was))
		return true;
	mask = output_hide(true);
	ok = file_replace(r->c, path_of(r, name), is);
	umask(mask);
	return ok;
}
