/* identity.c -- which program this is, to the last library.
 *
 * The linker writes a checksum of the whole of what it linked into each program
 * and library (the build id). Packs are drawn by all of them together. */
#include <elf.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "identity.h"

#define MOST_OBJECTS 256
#define ID_BYTES     64

struct ids {
	size_t n;
	struct {
		unsigned char byte[ID_BYTES];
	} id[MOST_OBJECTS];
};

static void
take_notes(struct ids *all, const char *p, size_t left)
{
	while (left >= sizeof(ElfW(Nhdr)) && all->n < MOST_OBJECTS) {
		const ElfW(Nhdr) *h = (const void *)p;
		size_t name = (h->n_namesz + 3) & ~(size_t)3;
		size_t desc = (h->n_descsz + 3) & ~(size_t)3;
		const char *text = p + sizeof *h;

		if (name > left || desc > left ||
		    sizeof *h + name + desc > left)
			return;
		if (h->n_type == NT_GNU_BUILD_ID && h->n_namesz == 4 &&
		    memcmp(text, "GNU", 4) == 0 && h->n_descsz <= ID_BYTES)
			memcpy(
			    all->id[all->n++].byte, text + name, h->n_descsz);
		p += sizeof *h + name + desc;
		left -= sizeof *h + name + desc;
	}
}

static int
take_object(struct dl_phdr_info *o, size_t size, void *self)
{
	/* The kernel's page of code has an id too, and draws nothing. */
	if (o->dlpi_name != NULL && strstr(o->dlpi_name, "vdso") != NULL)
		return 0;
	for (int i = 0; i < o->dlpi_phnum; i++)
		if (o->dlpi_phdr[i].p_type == PT_NOTE)
			take_notes(self,
			    (const char *)o->dlpi_addr +
				o->dlpi_phdr[i].p_vaddr,
			    o->dlpi_phdr[i].p_memsz);
	return 0;
}

static int
by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, ID_BYTES);
}

struct str
identity_sha256(struct arena *mem)
{
	struct ids *all = NEW(mem, struct ids);

	dl_iterate_phdr(take_object, all);
	qsort(all->id, all->n, sizeof *all->id, by_bytes);
	return file_sha256(
	    mem, (struct str){(const char *)all->id, all->n * sizeof *all->id});
}
