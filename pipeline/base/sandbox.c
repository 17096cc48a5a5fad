/* base/sandbox.c -- a process that gives up what it does not need.
 *
 * Files by Landlock (Linux 5.13), whose calls the C library does not have yet;
 * sockets by a filter of system calls, six instructions, for which a library
 * would be one more to install. */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/sandbox.h"

#define FILES                                                                  \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |      \
	    LANDLOCK_ACCESS_FS_MAKE_REG)
#define FOLDERS (LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_DIR)
#define NOBODY                                                                 \
	(LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK |        \
	    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |      \
	    LANDLOCK_ACCESS_FS_MAKE_SYM)

/* A folder that is not there cannot be written to anyway. */
static bool
allow(int rules, const char *folder)
{
	struct landlock_path_beneath_attr beneath = {
	    .allowed_access = FILES | FOLDERS,
	    .parent_fd = open(folder, O_PATH | O_CLOEXEC)};
	bool ok;

	if (beneath.parent_fd < 0)
		return errno == ENOENT;
	ok = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		 &beneath, 0) == 0;
	close(beneath.parent_fd);
	return ok;
}

static bool
keep_from_writing(struct arena *tmp, const struct str *folder, size_t n)
{
	struct landlock_ruleset_attr all = {
	    .handled_access_fs = FILES | FOLDERS | NOBODY};
	int rules =
	    (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
	bool ok = rules >= 0;

	for (size_t i = 0; ok && i < n; i++)
		ok = allow(rules, str_z(tmp, folder[i]));
	ok = ok && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	if (rules >= 0)
		close(rules);
	return ok;
}

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static bool
keep_from_sockets(void)
{
#ifdef ARCHITECTURE
	struct sock_filter step[] = {
	    BPF_STMT(
		BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 0, 2),
	    BPF_STMT(
		BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 1),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog filter = {COUNT(step), step};

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
#else
	return false;
#endif
}

unsigned
sandbox_enter(struct arena *tmp, const struct str *folder, size_t n)
{
	unsigned holds = 0;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return 0;
	if (keep_from_writing(tmp, folder, n))
		holds |= SANDBOX_WRITES;
	if (keep_from_sockets())
		holds |= SANDBOX_SOCKETS;
	return holds;
}

unsigned
sandbox_offers(void)
{
	unsigned offers = 0;

	if (syscall(SYS_landlock_create_ruleset, NULL, 0,
		LANDLOCK_CREATE_RULESET_VERSION) > 0)
		offers |= SANDBOX_WRITES;
#ifdef ARCHITECTURE
	if (prctl(PR_GET_SECCOMP) >= 0)
		offers |= SANDBOX_SOCKETS;
#endif
	return offers;
}
