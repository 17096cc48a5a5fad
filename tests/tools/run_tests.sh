#!/bin/sh
# Runs cmocka programs, as many at once as there are processors or TEST_JOBS
# says; each one's words stay together. Fails if one fails, after all ran.
LSAN_OPTIONS=suppressions=tests/tools/lsan.supp:print_suppressions=0
words=$(mktemp -d)
trap 'rm -rf "$words"' EXIT
export LSAN_OPTIONS words
printf '%s\n' "$@" | xargs -P "${TEST_JOBS:-$(nproc)}" -I {} sh -c '
	name=${1#*/tests/}
	mine=$words/$(echo "$name" | tr / .)
	printf "== %s\n" "$name" >"$mine"
	"$1" >>"$mine" 2>&1 || printf "%s\n" "$name" >>"$words/failed"
	exec flock "$words" cat "$mine"' run {}
[ ! -e "$words/failed" ] || {
	echo FAILED: $(sort "$words/failed")
	exit 1
}
