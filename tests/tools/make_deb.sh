#!/bin/sh
# make_deb.sh VERSION: build/skillmix_VERSION_ARCH.deb, from what `make
# install` installs. Libraries and their versions come from dpkg-shlibdeps. The
# same build gives the same bytes: the dates are that of the last commit, or
# SOURCE_DATE_EPOCH. MAINTAINER, "Name <address>", is who answers for the package.
set -eu
version=$1
: "${MAINTAINER:=The Skillmix authors <skillmix@example.org>}"
arch=$(dpkg --print-architecture)
root=build/deb/skillmix
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct 2>/dev/null || echo 1795305600)}"
export SOURCE_DATE_EPOCH

rm -rf build/deb build/skillmix_*.deb
mkdir -p "$root/DEBIAN" build/deb/debian
"${MAKE:-make}" -s DEPS=no install PREFIX=/usr DESTDIR="$PWD/$root" >/dev/null
strip --remove-section=.comment --remove-section=.note "$root/usr/bin/skillmix"
share=$root/usr/share
# Debian's own place for what zsh completes.
mkdir -p "$share/zsh/vendor-completions" "$share/doc/skillmix"
mv "$share/zsh/site-functions/_skillmix" "$share/zsh/vendor-completions/"
rmdir "$share/zsh/site-functions"
gzip -9n "$share/man/man1/skillmix.1"
# Debian packages the fonts and the colour profile: link to theirs.
for f in "$share"/skillmix/fonts/*.otf; do
	ln -sf "../../fonts/opentype/inter/${f##*/}" "$f"
done
ln -sf ../../color/icc/sRGB.icc "$share/skillmix/fonts/sRGB.icc"

cat >"$share/doc/skillmix/copyright" <<COPYRIGHT
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Skillmix

Files: *
Copyright: 2026 The Skillmix authors
License: not-stated
 The authors have not stated a licence yet. Until they do, this package is for
 the organisations that were given it, and is not to be passed on.
COPYRIGHT
gzip -9n >"$share/doc/skillmix/changelog.gz" <<CHANGELOG
skillmix ($version) bookworm; urgency=medium

  * Board reports for trusts and comparison packs for regions.

 -- $MAINTAINER  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
CHANGELOG

# dpkg-shlibdeps wants a source package's control file.
printf 'Source: skillmix\nPackage: skillmix\nArchitecture: any\n' >build/deb/debian/control
libs=$(cd build/deb && dpkg-shlibdeps -O skillmix/usr/bin/skillmix 2>/dev/null |
	sed 's/^shlibs:Depends=//')
size=$(du -sk --apparent-size "$root/usr" | cut -f1)
cat >"$root/DEBIAN/control" <<CONTROL
Package: skillmix
Version: $version
Section: utils
Priority: optional
Architecture: $arch
Installed-Size: $size
Depends: $libs, fonts-inter, icc-profiles-free
Maintainer: $MAINTAINER
Description: workforce benchmarking packs from spreadsheets
 Skillmix reads the workforce spreadsheets of NHS children and young people's
 mental health services, checks them, and prints what their boards need to
 know: an accessible PDF and a workbook for each trust and each region.
 .
 Nothing is fetched and nothing is sent; the same input gives the same bytes.
CONTROL
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$root" -type d -exec chmod 755 {} +
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -b "$root" "build/skillmix_${version}_$arch.deb" >/dev/null
echo "build/skillmix_${version}_$arch.deb"
