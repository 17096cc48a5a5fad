# Skillmix: workforce benchmarking packs from spreadsheets.
#
#   make            build            make packs   build, then every pack of input/ into output/
#   make test       prove it         make bench   time it
#   make torture    kill it, break its disk, 200 times; damage every byte it reads
#
# VARIANT=release|debug|asan|cover|fuzz, V=1 shows the commands, DEPS=no leaves
# the system's packages alone, PREFIX and DESTDIR say where `make install` goes.

VARIANT ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
DEPS    ?= yes
INPUT   ?= input
OUTPUT  ?= output
VERSION := 0.1.0

# What Debian 12 must have, listed here and nowhere else.
BUILD_PACKAGES := gcc make pkg-config libc6-dev libcairo2-dev libpango1.0-dev \
	libxlsxwriter-dev libqpdf-dev libzip-dev libdeflate-dev libisal-dev nettle-dev libexpat1-dev \
	libcmark-dev libcyaml-dev libsqlite3-dev libglib2.0-dev r-mathlib \
	fonts-inter icc-profiles-free
TEST_PACKAGES  := libcmocka-dev libglpk-dev clang-format python3 python3-pikepdf \
	python3-lxml python3-fonttools poppler-utils sqlite3 unzip
FUZZ_PACKAGES  := clang libclang-rt-14-dev

# With the default goal or packs only the build's packages are needed.
GOALS := $(if $(MAKECMDGOALS),$(MAKECMDGOALS),all)
WANT  := $(BUILD_PACKAGES)
ifneq ($(filter test torture attack check unit lint format bless bench pictures gallery,$(GOALS)),)
WANT  += $(TEST_PACKAGES)
endif
ifeq ($(VARIANT),fuzz)
WANT  += $(FUZZ_PACKAGES)
endif
ifneq ($(filter deb,$(GOALS)),)
WANT  += dpkg-dev
endif

# Missing packages are installed before anything else is looked at, so that
# pkg-config below finds them. Goals that build nothing need none.
NEEDS_DEPS := $(filter-out clean distclean help,$(GOALS))
ifeq ($(DEPS)$(if $(NEEDS_DEPS),,none),yes)
DEPS_LOG := $(shell sh tests/tools/install_packages.sh $(WANT) >&2 || echo failed)
ifneq ($(DEPS_LOG),)
$(error packages are missing; see the line above)
endif
endif

BUILD := build/$(VARIANT)
PKGS  := cairo-pdf cairo-ft pangocairo pangofc fontconfig harfbuzz libqpdf \
	libzip libdeflate nettle expat libcmark libcyaml yaml-0.1 sqlite3 glib-2.0 gio-2.0
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null)

CC       ?= cc
CPPFLAGS += -Ipipeline -D_GNU_SOURCE -DSKILLMIX_VERSION='"$(VERSION)"' \
	-DMATHLIB_STANDALONE $(PKG_CFLAGS)
WARN     := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wwrite-strings -Wvla -Wno-unused-parameter
# No paths of this folder in the program: two builds of one commit are equal.
CFLAGS   += -std=c17 $(WARN) -ffile-prefix-map=$(CURDIR)=.
LDFLAGS  += -Wl,--build-id=sha1
LDLIBS   := $(PKG_LIBS) -lxlsxwriter -lRmath -lisal -lm

ifeq ($(VARIANT),release)
CFLAGS  += -O2 -g1
else ifeq ($(VARIANT),debug)
CFLAGS  += -O0 -g3
else ifeq ($(VARIANT),asan)
CFLAGS  += -O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer \
	-fno-sanitize-recover=undefined
LDFLAGS += -fsanitize=address,undefined
else ifeq ($(VARIANT),cover)
CFLAGS  += -O0 -g --coverage
LDFLAGS += --coverage
else ifeq ($(VARIANT),fuzz)
CC      := clang
CFLAGS  += -O1 -g -fsanitize=fuzzer-no-link,address,undefined
LDFLAGS += -fsanitize=fuzzer-no-link,address,undefined
else
$(error VARIANT is release, debug, asan, cover or fuzz, not '$(VARIANT)')
endif

# As many at once as there are processors; `make -j1` asks for one.
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc)
endif

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2))

# A room is a folder of pipeline/; a new .c there is found by itself.
ROOMS    := base model ingest audit store indicators charts compose layout render
SOURCES  := $(sort $(wildcard pipeline/*/*.c))
TOP      := $(sort $(wildcard pipeline/*.c))
OBJECTS  := $(patsubst pipeline/%.c,$(BUILD)/%.o,$(SOURCES) $(TOP))
room_objects = $(patsubst pipeline/%.c,$(BUILD)/%.o,$(sort $(wildcard pipeline/$(1)/*.c pipeline/$(1).c)))
PROGRAM  := $(BUILD)/skillmix

.PHONY: all packs test torture attack check unit lint format bless install deb clean distclean \
	gallery help fonts bench fuzz pictures
.DELETE_ON_ERROR:
.SECONDARY:

all: $(PROGRAM) fonts

$(BUILD)/%.o: pipeline/%.c
	$(call say,cc,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(PROGRAM): $(OBJECTS)
	$(call say,link,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# The program sees only fonts/: copies from Debian's font packages.
FONT_FILES := Inter-Regular.otf Inter-Medium.otf Inter-SemiBold.otf \
	InterDisplay-SemiBold.otf
FONT_DIR   := /usr/share/fonts/opentype/inter
ICC_FILE   := /usr/share/color/icc/sRGB.icc
fonts: $(addprefix fonts/,$(FONT_FILES)) fonts/sRGB.icc
fonts/%.otf: $(FONT_DIR)/%.otf
	@cp $< $@
fonts/sRGB.icc: $(ICC_FILE)
	@cp $< $@

packs: all
	$(Q)$(PROGRAM) run --input $(INPUT) --output $(OUTPUT)

# ---- tests: tests/unit/<room>/test_*.c links base, model and its own room.
# A first line "/* needs: layout */" adds rooms, "/* links: glpk */" libraries;
# test_attack.c takes attack_*.c beside it along.
TESTS := $(sort $(wildcard tests/unit/*/test_*.c tests/property/test_*.c tests/packs/test_*.c tests/faults/test_*.c))
ifdef ROOM
TESTS := $(sort $(wildcard tests/unit/$(ROOM)/test_*.c))
endif
TEST_BINS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(TESTS))
test_room = $(filter $(ROOMS),$(notdir $(patsubst %/,%,$(dir $(1)))))
test_needs = $(shell sed -n 's|^/\* needs: *\(.*\) \*/$$|\1|p' $(1))
test_links = $(addprefix -l,$(shell sed -n 's|^/\* links: *\(.*\) \*/$$|\1|p' $(1)))
test_parts = $(patsubst tests/%.c,$(BUILD)/tests/%.o,$(sort $(wildcard $(subst /test_,/,$(1:.c=_*.c)))))
test_objects = $(foreach r,$(sort base model $(call test_room,$(1)) $(call test_needs,$(1))),$(call room_objects,$(r)))

.SECONDEXPANSION:
$(BUILD)/tests/%.o: tests/%.c
	$(call say,cc,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: tests/%.c tests/check.h $$(call test_objects,tests/%.c) $$(call test_parts,tests/%.c)
	$(call say,test,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itests -DTEST_NAME='"$(notdir $*)"' $(CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< \
		$(filter %.o,$^) $(LDLIBS) $(call test_links,$<) -lcmocka

# Those that need no program and no packs.
UNIT_BINS := $(filter $(BUILD)/tests/unit/% $(BUILD)/tests/property/%,$(TEST_BINS))
unit: fonts $(UNIT_BINS)
	$(Q)sh tests/tools/run_tests.sh $(UNIT_BINS)

# A sanitizer must be loaded before any other library, so there it stays out.
ifeq ($(VARIANT),release)
FAILING := $(BUILD)/tests/faults/failing.so
TEST_ENV := FAILING=$(CURDIR)/$(FAILING)
endif
$(BUILD)/tests/faults/failing.so: tests/faults/failing.c
	@mkdir -p $(@D)
	$(Q)$(CC) -D_GNU_SOURCE $(CFLAGS) -shared -fPIC -o $@ $< -ldl

test: lint all $(TEST_BINS) $(FAILING)
	$(Q)$(TEST_ENV) SKILLMIX=$(PROGRAM) sh tests/tools/run_tests.sh $(TEST_BINS)

# The long form of what `make test` does in short.
TORTURES := $(BUILD)/tests/faults/test_crash $(BUILD)/tests/unit/ingest/test_damage
torture: all $(TORTURES) $(FAILING)
	$(Q)$(TEST_ENV) KILLS=200 DAMAGE=all SKILLMIX=$(PROGRAM) sh tests/tools/run_tests.sh \
		$(TORTURES)

# Every withheld number of every quarter of the sample: some minutes.
attack: all $(BUILD)/tests/packs/test_attack
	$(Q)ATTACK=all SKILLMIX=$(PROGRAM) sh tests/tools/run_tests.sh \
		$(BUILD)/tests/packs/test_attack

check: test

lint:
	$(Q)sh tests/tools/lint.sh

C_FILES := $(shell find pipeline tests -name '*.[ch]' 2>/dev/null)
format:
	$(Q)clang-format -i $(C_FILES)

bless: all $(TEST_BINS)
	$(Q)BLESS=1 SKILLMIX=$(PROGRAM) sh tests/tools/run_tests.sh $(TEST_BINS)

# ---- fuzzing: make VARIANT=fuzz fuzz SECONDS=60, with -j for targets side by side
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
SECONDS ?= 60
$(BUILD)/tests/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $(foreach r,base model ingest settings,$(call room_objects,$(r)))
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)
# What the program ships and the neighbour folder holds are seeds too.
SEEDS_profile := input/profiles input/vocabulary
SEEDS_csv  := $(wildcard ../shared/corpus/_csv/.)
SEEDS_xlsx := $(filter-out ../shared/corpus/_%,$(wildcard ../shared/corpus/*/.))
FUZZ_RUNS := $(addprefix fuzz-,$(FUZZERS))
.PHONY: $(FUZZ_RUNS)
$(FUZZ_RUNS): fuzz-%: $(BUILD)/tests/fuzz/fuzz_%
	@mkdir -p build/fuzz/$*
	$(Q)$< -max_total_time=$(SECONDS) -timeout=20 -rss_limit_mb=2048 -max_len=40000 \
		-print_final_stats=1 -artifact_prefix=build/fuzz/$*- \
		build/fuzz/$* tests/fuzz/corpus/$* $(SEEDS_$*) \
		>build/fuzz/$*.log 2>&1 || { tail -n 40 build/fuzz/$*.log; exit 1; }
fuzz: $(FUZZ_RUNS)
	$(Q)awk '/number_of_executed_units/ { sub(/.*\//, "", FILENAME); sub(/\.log/, "", FILENAME); \
		printf "%-10s %12d executions\n", FILENAME, $$2; n += $$2 } \
		END { printf "%-10s %12d\n", "all", n }' $(FUZZERS:%=build/fuzz/%.log)

# The run stage by stage, then the readers against inflating and reading alone;
# the readers' million-row files are made once, in build/bench.
BENCH_READERS := $(BUILD)/tests/tools/bench_readers
$(BENCH_READERS): tests/tools/bench_readers.c \
		$(foreach r,base model ingest,$(call room_objects,$(r)))
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(filter %.o,$^) $(LDLIBS)
bench: all $(BENCH_READERS)
	$(Q)python3 tests/tools/bench.py $(PROGRAM) $(INPUT)
	$(Q)mkdir -p build/bench && $(BENCH_READERS) build/bench

# README's pictures: four pages of the sample.
pictures: packs
	@mkdir -p tests/pictures
	$(Q)draw() { pdftoppm -r 60 -png -singlefile -f $$3 -l $$3 $(OUTPUT)/2026-27-Q1/$$1.pdf tests/pictures/$$2-$$3; }; \
	for p in 1 2 6; do draw trusts/XN1/XN1-board-report board $$p; done; \
	for p in 2 3; do draw regions/Y63/Y63-comparison-pack region $$p; done; \
	draw trusts/XN3/XN3-data-audit audit 1

# Every chart with ordinary and hard data: one PDF, and a PNG and SVG of each.
GALLERY := $(BUILD)/tests/tools/gallery
$(GALLERY): tests/tools/gallery.c $(wildcard tests/unit/charts/*.h) \
		$(foreach r,base model charts layout render,$(call room_objects,$(r)))
	$(call say,link,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itests -Itests/unit/charts $(CFLAGS) $(LDFLAGS) -o $@ $< \
		$(filter %.o,$^) $(LDLIBS)
gallery: fonts $(GALLERY)
	$(Q)mkdir -p build/gallery && $(GALLERY) fonts templates build/gallery

compile_commands.json: Makefile $(SOURCES) $(TOP)
	@{ echo '['; sep=''; for f in $(SOURCES) $(TOP); do \
	  printf '%s{"directory":"%s","file":"%s","command":"%s -c %s"}\n' "$$sep" "$(CURDIR)" \
	  "$$f" '$(subst ",\\\",$(CC) $(CPPFLAGS) $(CFLAGS))' "$$f"; sep=','; done; echo ']'; } > $@

SHARE := $(DESTDIR)$(PREFIX)/share
install: all
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/skillmix
	for d in profiles vocabulary; do install -d $(SHARE)/skillmix/$$d && \
		install -m 644 input/$$d/* $(SHARE)/skillmix/$$d/; done
	install -m 644 input/settings.yaml $(SHARE)/skillmix/settings.yaml
	install -d $(SHARE)/skillmix/templates $(SHARE)/skillmix/fonts
	install -m 644 templates/*.md templates/*.yaml $(SHARE)/skillmix/templates/
	install -m 644 fonts/*.otf fonts/*.icc $(SHARE)/skillmix/fonts/
	install -D -m 644 templates/skillmix.1 $(SHARE)/man/man1/skillmix.1
	install -D -m 644 templates/skillmix.bash $(SHARE)/bash-completion/completions/skillmix
	install -D -m 644 templates/_skillmix $(SHARE)/zsh/site-functions/_skillmix

# A Debian package of this build, in build/.
deb: all
	$(Q)sh tests/tools/make_deb.sh $(VERSION)

clean:
	rm -rf build
distclean: clean
	rm -f fonts/*.otf fonts/*.icc compile_commands.json
	find output -mindepth 1 ! -name .gitignore -delete

help:
	@sed -n '2,9s/^# \{0,1\}//p' Makefile

-include $(OBJECTS:.o=.d) $(addsuffix .d,$(TEST_BINS)) \
	$(patsubst %.o,%.d,$(foreach t,$(TESTS),$(call test_parts,$(t))))
