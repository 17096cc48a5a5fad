#!/bin/sh
# Installs the Debian packages named that are missing: as root, or with sudo if
# it asks for no password; otherwise prints the one line to run and fails.
set -u
command -v dpkg-query >/dev/null 2>&1 || exit 0 # not Debian: leave it alone
missing=
for p in "$@"; do
	case "$(dpkg-query -W -f '${Status}' "$p" 2>/dev/null)" in
	*"ok installed") ;;
	*) missing="$missing $p" ;;
	esac
done
[ -n "$missing" ] || exit 0
get="apt-get install -y --no-install-recommends$missing"
echo "Installing:$missing"
if [ "$(id -u)" = 0 ]; then
	as=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
	as=sudo
else
	echo "Please run: sudo apt-get update && sudo $get"
	exit 1
fi
export DEBIAN_FRONTEND=noninteractive
$as $get >/dev/null 2>&1 ||
	{ $as apt-get update >/dev/null && $as $get >/dev/null; } ||
	{ echo "apt-get failed. Please run: sudo apt-get update && sudo $get"; exit 1; }
