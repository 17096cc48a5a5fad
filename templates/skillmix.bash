# bash completion for skillmix: verbs, then the options that the verb's own
# --help lists, so that there is no second list to keep.
_skillmix() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
	local program=${COMP_WORDS[0]} verb=${COMP_WORDS[1]} words
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		words=$("$program" --help 2>/dev/null | sed -n 's/^  \([a-z-]*\)  *.*/\1/p')
		mapfile -t COMPREPLY < <(compgen -W "$words --help --version" -- "$cur")
		return
	fi
	case $prev in
	--input | --output | -i | -o)
		mapfile -t COMPREPLY < <(compgen -d -- "$cur")
		return ;;
	--format)
		words='text json'
		[ "$verb" = cells ] && words='csv json'
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
		return ;;
	--packs)
		mapfile -t COMPREPLY < <(compgen -W 'board region audit england icb board,region' -- "$cur")
		return ;;
	--charts)
		mapfile -t COMPREPLY < <(compgen -W 'svg png svg,png' -- "$cur")
		return ;;
	esac
	case $cur in
	-*)
		words=$("$program" "$verb" --help 2>/dev/null |
			grep -o -- '--[a-z]*' | sort -u)
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur") ;;
	*)
		if [ "$verb" = calc ] && [ "$COMP_CWORD" -eq 2 ]; then
			words=$("$program" calc --help 2>/dev/null | sed -n 's/^\([a-z][a-z-]*\)  .*/\1/p')
			mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
		else
			mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		fi ;;
	esac
}
complete -o filenames -F _skillmix skillmix
