/* What base/sandbox.c promises, as far as the kernel of this machine goes. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sandbox.h"
#include "check.h"

#define HOME    "build/test-sandbox"
#define OUTSIDE "build/test-sandbox-outside"

static bool
may_write(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* Bits of what went wrong, from within. */
static int
try_everything(void)
{
	struct arena *tmp = arena_new("sandbox");
	struct str home = S(HOME);
	int open_before = open(OUTSIDE, O_WRONLY | O_CREAT, 0600), wrong = 0;
	unsigned holds = sandbox_enter(tmp, &home, 1);

	wrong |= !may_write(HOME "/file") << 0;
	wrong |= (rename(HOME "/file", HOME "/renamed") != 0) << 1;
	wrong |= (mkdir(HOME "/folder", 0700) != 0 && errno != EEXIST) << 2;
	wrong |= (unlink(HOME "/renamed") != 0) << 3;
	wrong |= (write(open_before, "x", 1) != 1) << 4;
	if (holds & SANDBOX_WRITES) {
		wrong |= may_write(OUTSIDE) << 5;
		wrong |= (unlink(OUTSIDE) == 0) << 6;
	}
	if (holds & SANDBOX_SOCKETS)
		wrong |= (socket(AF_INET, SOCK_STREAM, 0) >= 0 ||
			     socket(AF_INET, SOCK_DGRAM, 0) >= 0 ||
			     socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
			 << 7;
	if (holds != SANDBOX_ALL)
		printf("skipped in part: this kernel keeps from %u of %u\n",
		    holds, SANDBOX_ALL);
	arena_free(tmp);
	return wrong;
}

static void
nothing_is_written_outside_and_no_socket_opened(void **state)
{
	int status;
	pid_t pid;

	(void)mkdir("build", 0755);
	(void)mkdir(HOME, 0755);
	pid = fork();
	if (pid == 0)
		_exit(try_everything());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_is_written_outside_and_no_socket_opened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
