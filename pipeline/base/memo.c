/* base/memo.c -- answers kept from run to run.
 *
 * A file is the head, a hash of all that follows, the key and the answer. A file
 * that a killed run left half-written has another hash: it is as good as none. */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/memo.h"
#include "base/mix.h"

#define KEY SHA256_BYTES

struct head {
	char word[16];
	uint64_t hash[MIX_WORDS];
	unsigned char key[KEY];
};
static const char word[] = "Skillmix memo 1";

struct answer {
	unsigned char key[KEY];
	struct str bytes;
	bool fresh; /* of this run: to be written */
};

struct memo {
	struct arena *mem; /* its own: threads note beside others that work */
	struct str folder, whose;
	int fd;             /* of the folder; -1: there is none */
	GHashTable *asked;  /* struct answer by its key */
	size_t bytes, most; /* of them all */
	bool over;          /* there were more */
	struct memo_tally tally;
	pthread_mutex_t mutex; /* of the table, the sums and mem */
};

static guint
hash_key(gconstpointer p)
{
	guint first;

	memcpy(&first, p, sizeof first);
	return first;
}

static gboolean
same_key(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, KEY) == 0;
}

static int
open_folder(struct arena *tmp, struct str folder)
{
	return open(str_z(tmp, folder),
	    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static void
close_memo(void *p)
{
	struct memo *m = p;

	if (m->fd >= 0)
		close(m->fd);
	pthread_mutex_destroy(&m->mutex);
	arena_free(m->mem);
}

struct memo *
memo_new(struct arena *owner, struct str folder, struct str whose, size_t most)
{
	struct arena *mem = arena_new("answers of earlier runs");
	struct memo *m = NEW(mem, struct memo);

	*m = (struct memo){.mem = mem,
	    .folder = str_dup(mem, folder),
	    .whose = str_dup(mem, whose),
	    .most = most,
	    .fd = open_folder(mem, folder),
	    .asked = hash_tie(mem, g_hash_table_new(hash_key, same_key))};
	pthread_mutex_init(&m->mutex, NULL);
	arena_defer(owner, close_memo, m);
	return m;
}

/* ---- one file */

static const char *
name_of(struct arena *mem, const unsigned char key[KEY])
{
	return file_hex(mem, key, KEY).p;
}

static void
hash_answer(const struct memo *m, const unsigned char key[KEY],
    struct str bytes, uint64_t hash[MIX_WORDS])
{
	uint64_t of[3][MIX_WORDS];

	mix_bytes(m->whose, of[0]);
	mix_bytes((struct str){(const char *)key, KEY}, of[1]);
	mix_bytes(bytes, of[2]);
	mix_bytes((struct str){(const char *)of, sizeof of}, hash);
}

static bool
is_whole(const struct memo *m, const struct head *h,
    const unsigned char key[KEY], struct str bytes)
{
	uint64_t hash[MIX_WORDS];

	hash_answer(m, key, bytes, hash);
	return memcmp(h->word, word, sizeof h->word) == 0 &&
	       memcmp(h->key, key, KEY) == 0 &&
	       memcmp(h->hash, hash, sizeof hash) == 0;
}

static bool
read_file(const struct memo *m, int fd, const unsigned char key[KEY],
    struct arena *mem, struct str *out)
{
	struct stat st;
	struct head h;
	struct str is;
	char *p;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    st.st_size < (off_t)sizeof h ||
	    (uint64_t)st.st_size - sizeof h > m->most ||
	    !file_read_all(fd, &h, sizeof h))
		return false;
	is = (struct str){NULL, (size_t)st.st_size - sizeof h};
	is.p = p = arena_bytes(mem, is.n);
	if (!file_read_all(fd, p, is.n) || !is_whole(m, &h, key, is))
		return false;
	*out = is;
	return true;
}

static bool
read_answer(const struct memo *m, const unsigned char key[KEY],
    struct arena *mem, struct str *out)
{
	int fd = m->fd < 0
		     ? -1
		     : openat(m->fd, name_of(mem, key),
			   O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool ok = fd >= 0 && read_file(m, fd, key, mem, out);

	if (fd >= 0)
		close(fd);
	return ok;
}

static bool
write_answer(const struct memo *m, struct arena *tmp, const struct answer *a)
{
	struct head h = {.word = {0}};
	const char *name = name_of(tmp, a->key);
	bool ok;
	int fd;

	memcpy(h.word, word, sizeof word);
	memcpy(h.key, a->key, KEY);
	hash_answer(m, a->key, a->bytes, h.hash);
	/* What stands there is damaged, or no file. */
	(void)!unlinkat(m->fd, name, 0);
	fd = openat(m->fd, name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0)
		return false;
	ok = file_write_all(fd, &h, sizeof h) &&
	     file_write_all(fd, a->bytes.p, a->bytes.n);
	return close(fd) == 0 && ok;
}

/* ---- all of them */

static void
keep(struct memo *m, const unsigned char key[KEY], struct str bytes, bool fresh)
{
	struct answer *a;

	if (g_hash_table_contains(m->asked, key))
		return;
	m->over |= bytes.n > m->most - m->bytes;
	if (m->over)
		return;
	a = NEW(m->mem, struct answer);
	*a = (struct answer){.fresh = fresh};
	if (fresh)
		a->bytes =
		    (struct str){arena_copy(m->mem, bytes.p, bytes.n), bytes.n};
	memcpy(a->key, key, KEY);
	m->bytes += bytes.n;
	g_hash_table_insert(m->asked, a->key, a);
}

bool
memo_any(const struct memo *m)
{
	return m != NULL && m->fd >= 0;
}

bool
memo_keeps(struct memo *m)
{
	bool over;

	if (m == NULL)
		return false;
	pthread_mutex_lock(&m->mutex);
	over = m->over;
	pthread_mutex_unlock(&m->mutex);
	return !over;
}

static bool
take_up(struct memo *m, const unsigned char key[KEY], struct arena *mem,
    struct str *out, bool asked)
{
	bool known = read_answer(m, key, mem, out);

	pthread_mutex_lock(&m->mutex);
	m->tally.asked += asked;
	m->tally.known += asked && known;
	if (known)
		keep(m, key, *out, false);
	pthread_mutex_unlock(&m->mutex);
	return known;
}

bool
memo_find(struct memo *m, const unsigned char key[KEY], struct arena *mem,
    struct str *out)
{
	return m != NULL && take_up(m, key, mem, out, true);
}

static bool
is_kept(struct memo *m, const unsigned char key[KEY])
{
	bool kept;

	pthread_mutex_lock(&m->mutex);
	kept = g_hash_table_contains(m->asked, key);
	pthread_mutex_unlock(&m->mutex);
	return kept;
}

bool
memo_keep(struct memo *m, const unsigned char key[KEY])
{
	struct arena *tmp;
	struct str bytes;
	bool known;

	if (m == NULL || is_kept(m, key))
		return m != NULL;
	tmp = arena_new("an answer to be kept");
	known = take_up(m, key, tmp, &bytes, false);
	arena_free(tmp);
	return known;
}

void
memo_note(struct memo *m, const unsigned char key[KEY], struct str bytes)
{
	if (m == NULL)
		return;
	pthread_mutex_lock(&m->mutex);
	keep(m, key, bytes, true);
	pthread_mutex_unlock(&m->mutex);
}

static bool
make_folder(struct ctx *c, struct memo *m)
{
	if (m->fd < 0 && mkdir(str_z(c->tmp, m->folder), 0777) == 0)
		m->fd = open_folder(c->tmp, m->folder);
	return m->fd >= 0 ||
	       diag_fail(c, (struct at){.file = m->folder},
		   "is no folder that can be written to; remove it: %s",
		   strerror(errno));
}

static bool
write_fresh(struct ctx *c, struct memo *m)
{
	GHashTableIter i;
	gpointer each;
	bool ok = true;

	g_hash_table_iter_init(&i, m->asked);
	while (ok && g_hash_table_iter_next(&i, NULL, &each)) {
		const struct answer *a = each;

		if (!a->fresh)
			continue;
		ok = make_folder(c, m) &&
		     (write_answer(m, c->tmp, a) ||
			 diag_fail(c, (struct at){.file = m->folder},
			     "cannot be written: %s", strerror(errno)));
	}
	return ok;
}

/* The key that a name of ours stands for. */
static bool
key_of(const char *name, unsigned char key[KEY])
{
	for (size_t i = 0; i < 2 * (size_t)KEY; i++) {
		int digit = g_ascii_xdigit_value(name[i]);

		if (digit < 0 || g_ascii_isupper(name[i]))
			return false;
		key[i / 2] = (unsigned char)(i % 2 == 0 ? digit << 4
							: key[i / 2] | digit);
	}
	return name[2 * (size_t)KEY] == '\0';
}

static void
remove_others(const struct memo *m)
{
	char path[64];
	unsigned char key[KEY];
	const char *name;
	GDir *dir;

	if (m->fd < 0)
		return;
	/* By the descriptor: the folder may have been moved meanwhile. */
	g_snprintf(path, sizeof path, "/proc/self/fd/%d", m->fd);
	dir = g_dir_open(path, 0, NULL);
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		if (key_of(name, key) && !g_hash_table_contains(m->asked, key))
			(void)!unlinkat(m->fd, name, 0);
	if (dir != NULL)
		g_dir_close(dir);
}

bool
memo_write(struct ctx *c, struct memo *m)
{
	struct arena_mark mark = arena_mark(c->tmp);
	bool ok;

	/* Some of what belongs together is no use without the rest. */
	if (m->over)
		g_hash_table_remove_all(m->asked);
	ok = write_fresh(c, m);
	if (ok)
		remove_others(m);
	arena_rewind(c->tmp, mark);
	return ok;
}

struct memo_tally
memo_tally(const struct memo *m)
{
	return m->tally;
}
