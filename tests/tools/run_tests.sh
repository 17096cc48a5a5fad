#!/bin/sh
# Runs cmocka programs one after the other; fails if one fails, after all ran.
LSAN_OPTIONS=suppressions=tests/tools/lsan.supp:print_suppressions=0
export LSAN_OPTIONS
status=0
for t in "$@"; do
	printf '== %s\n' "${t#*/tests/}"
	"$t" || { status=1; failed="$failed ${t#*/tests/}"; }
done
[ "$status" = 0 ] || printf 'FAILED:%s\n' "$failed"
exit "$status"
