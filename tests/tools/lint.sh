#!/bin/sh
# Includes run one way, foreign libraries stay in their room, the looks are
# those of .clang-format. Prints what is wrong; silent when all is well.
set -u
bad=0
say() { printf 'lint: %s\n' "$*"; bad=1; }

for f in $(find pipeline -mindepth 2 -name '*.[ch]' | sort); do
	room=$(basename "$(dirname "$f")")
	for inc in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$f"); do
		to=${inc%%/*}
		case "$inc" in */*) ;; *) say "$f includes \"$inc\" without its room" ;; esac
		case "$room:$to" in
		base:base | model:base | model:model) ;;
		base:* | model:*) say "$f: $room must not include $inc" ;;
		*:base | *:model | "$room:$room") ;;
		*) say "$f: $room must not include $inc" ;;
		esac
	done
	for lib in $(sed -n 's/^#include <\([^>]*\)>.*/\1/p' "$f"); do
		case "$lib" in
		zip.h | expat.h | isa-l*) ok=ingest ;;
		libdeflate.h) ok="ingest render" ;;
		nettle/*) ok=base ;;
		sqlite3.h) ok=store ;;
		cmark*.h) ok=compose ;;
		Rmath.h) ok=indicators ;;
		pango/* | fontconfig/* | hb*.h) ok="layout" ;;
		cairo*.h) ok="layout render" ;;
		xlsxwriter.h | qpdf/*) ok=render ;;
		cyaml/* | yaml.h) ok=model ;;
		*) continue ;;
		esac
		case " $ok " in *" $room "*) ;; *) say "$f: <$lib> belongs in $ok" ;; esac
	done
	case "$room" in base) ;; *)
		grep -nE '(^|[^_a-z])(malloc|calloc|realloc|free)\(' "$f" |
			grep -v 'lint: from a library' | sed "s|^|$f:|" |
			while read -r l; do echo "lint: memory outside an arena: $l"; done | grep . && bad=1 ;;
	esac
	case "$f" in pipeline/base/diag.c) ;; *)
		grep -nE '(^|[^a-z_])(printf|puts|perror)\(' "$f" | sed "s|^|lint: prints: $f:|" | grep . && bad=1 ;;
	esac
done

for f in $(find pipeline -name '*.c' | sort); do
	n=$(wc -l <"$f")
	[ "$n" -le 600 ] || say "$f has $n lines: look for the second idea"
	head -n 1 "$f" | grep -q "^/\* ${f#pipeline/} -- " || say "$f: the first line does not say what it is for"
done

if command -v clang-format >/dev/null 2>&1; then
	find pipeline tests -name '*.[ch]' | sort | xargs clang-format --dry-run --Werror >/dev/null 2>&1 ||
		{ for f in $(find pipeline tests -name '*.[ch]' | sort); do
			clang-format --dry-run --Werror "$f" >/dev/null 2>&1 || say "$f: run make format"
		done; }
fi
exit "$bad"
