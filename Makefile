# jixiao (绩效): `make` builds build/jixiao, `make help` lists the rest.
#
# Variables, on the command line:
#   BUILD=build      where everything that is made goes; one folder a variant
#   CC=gcc           the compiler (gcc 12 and clang 14 are tried)
#   SAN=             sanitizers, as in SAN=address,undefined
#   WERROR=-Werror   empty lets a compiler that we do not know warn without stopping
#   CFLAGS= LDFLAGS= added to ours
#   V=1              shows the commands in full
#   ONLY=            for test: the suites to run, by kind or name, as in ONLY=unit,cases,docs
#   FUZZ_SECONDS=60  for fuzz: how long each target runs
#   MUTANTS=300      for mutants: how many are tried
#   FUZZ_RUNS=0      for fuzz: so many executions from a fixed seed instead, the same each time
#   PREFIX=/usr/local DESTDIR=  for install
#
# A new file under src/, stdlib/, tests/ or docs/diagnostics/ is found by its place: nothing here
# lists sources.

ifeq ($(origin CC),default)
CC := gcc
endif
BUILD ?= build
SAN ?=
WERROR ?= -Werror
ONLY ?=
FUZZ_SECONDS ?= 60
FUZZ_RUNS ?= 0
MUTANTS ?= 300
PREFIX ?= /usr/local
DESTDIR ?=

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory
export LC_ALL := C

# $(Q)command is shown by $(call say,WHAT,FILE) alone, or in full with V=1.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-6s %s\n' '$(1)' '$(2)')

# ---- Flags ----------------------------------------------------------------------------------

# $(call supported,FLAGS): FLAGS if the compiler knows them.
supported = $(shell $(CC) -Werror $(1) -x c -c /dev/null -o /dev/null 2>/dev/null && echo '$(1)')

# $(call linkable,FLAGS): FLAGS if the compiler can make a program with them.
linkable = $(shell echo 'int main(void){return 0;}' | \
             $(CC) -Werror $(1) -x c - -o /dev/null 2>/dev/null && echo '$(1)')

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wvla $(WERROR)
# clang's -Wconversion also complains of assert(!"what went wrong").
WARNINGS += $(if $(call supported,-Wstring-conversion),-Wno-string-conversion)
# What bison, flex and embed write is not held to the whole of it.
GENERATED_WARNINGS := -Wno-conversion -Wno-sign-conversion -Wno-missing-prototypes \
                      -Wno-sign-compare -Wno-unused-function -Wno-unused-parameter \
                      -Wno-unused-but-set-variable -Wno-overlength-strings

ifeq ($(SAN),)
VARIANT := -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 \
           $(foreach flag,-fstack-protector-strong -fstack-clash-protection -fcf-protection, \
             $(call supported,$(flag)))
HARDENED_LINK := -pie -Wl,-z,relro,-z,now,-z,noexecstack
else
VARIANT := -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all -fsanitize=$(SAN)
HARDENED_LINK := -pie
endif

LIBRARIES := libcjson libutf8proc
LIBRARY_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null)
LIBRARY_LINK := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null || echo -lcjson -lutf8proc)

COMPILE = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L $(WARNINGS) $(VARIANT) -fPIE -pthread \
          -I src -I $(BUILD) $(LIBRARY_CFLAGS) $(CFLAGS)
LINK = $(CC) $(VARIANT) $(HARDENED_LINK) -pthread $(CFLAGS) $(LDFLAGS)

# ---- Files ----------------------------------------------------------------------------------

SOURCES := $(sort $(wildcard src/*/*.c))
GENERATED := $(addprefix $(BUILD)/,lexer.c parser.c stdlib.c stdlib_images.c pages.c \
             rule_pages.c assets.c asset_hashes.c)
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/obj/%.o) $(GENERATED:$(BUILD)/%.c=$(BUILD)/obj/%.o)
# Everything but main, for the programs of the tests.
MAIN := $(BUILD)/obj/tools/main.o
LIBRARY := $(BUILD)/libjixiao.a

STDLIB := $(sort $(shell find stdlib -name '*.jx'))
PAGES := $(sort $(wildcard docs/diagnostics/*.md))
RULE_PAGES := $(sort $(filter-out %/README.md,$(wildcard docs/rules/*.md)))
ASSETS := $(sort $(wildcard src/emit/*.css src/emit/*.js))

FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
# A tests/unit*.c with a main is a program; the others are linked to each of these.
UNIT_SOURCES := $(sort $(wildcard tests/unit*.c))
UNIT_MAINS := $(if $(UNIT_SOURCES),$(shell grep -lw '^int main' $(UNIT_SOURCES)))
TEST_PROGRAMS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(UNIT_MAINS)) \
                 $(patsubst tests/oracle/%.c,$(BUILD)/tests/oracle_%,$(wildcard tests/oracle/*.c)) \
                 $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/tests/replay_%,$(FUZZ_SOURCES))
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/tests/%,$(FUZZ_SOURCES))

# ---- The program ----------------------------------------------------------------------------

RELEASE := $(BUILD)/release

all: $(BUILD)/jixiao  ## build the program (this is what plain `make` does)
release: $(RELEASE)/jixiao  ## build it as it is installed: optimised as a whole, and by what a check runs through

$(BUILD)/jixiao: $(MAIN) $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $(MAIN) $(LIBRARY) $(LIBRARY_LINK)

# The program that is installed is compiled twice more: so that it counts what is run through, and by what it
# counted at a check of COUNTED_AT; then it is optimised as a whole when it is linked. A check takes some 5 % less time for
# that. A compiler that knows no such flags (clang) goes without. Warnings are for the plain program, which comes first.
# Where it is allowed, the program counts at the same addresses each time: what it hashes is the same then.
COUNTED_AT := examples tests/cases/good
COUNTING := -fprofile-generate -fprofile-update=single
COUNTED = $(call linkable,-fprofile-use -fprofile-partial-training -w -flto=auto -ffat-lto-objects)
STEADY = $$(setarch -R true 2> /dev/null && echo setarch -R)
$(RELEASE)/jixiao: $(BUILD)/jixiao
	@rm -rf $(BUILD)/counted
	@$(if $(COUNTED),$(MAKE) BUILD=$(BUILD)/counted WERROR= CFLAGS='$(CFLAGS) $(COUNTING)' all,:)
	@$(if $(COUNTED),find $(BUILD)/counted -name '*.gcda' -delete,:)
	@$(if $(COUNTED),$(STEADY) $(BUILD)/counted/jixiao check -j1 --quiet $(COUNTED_AT) > /dev/null || [ $$? -eq 1 ],:)
	@$(if $(COUNTED),$(MAKE) BUILD=$(BUILD)/counted WERROR= CFLAGS='$(CFLAGS) $(COUNTED)' all,:)
	@install -D -m 755 $(if $(COUNTED),$(BUILD)/counted/jixiao,$<) $@

# Made anew: an archive would keep the object of a source that is gone.
$(LIBRARY): $(filter-out $(MAIN),$(OBJECTS)) $(BUILD)/objects
	@rm -f $@
	$(Q)ar rcsD $@ $(filter-out $(MAIN),$(OBJECTS))

# $(call remember,WORDS): keeps WORDS in the target, which grows newer only when they change.
define remember
@mkdir -p $(@D)
@printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' > $@
endef

FORCE:
$(BUILD)/flags: FORCE
	$(call remember,$(COMPILE) / $(LINK))
$(BUILD)/objects: FORCE
	$(call remember,$(OBJECTS))

# The folders and the grammar's headers come first; from then on the .d files know better.
$(OBJECTS): $(BUILD)/flags | $(BUILD)/parser.h $(BUILD)/lexer.h

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.o: $(BUILD)/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) $(GENERATED_WARNINGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

# ---- What is generated ----------------------------------------------------------------------

$(BUILD)/parser.c $(BUILD)/parser.h &: grammar/parser.y
	@mkdir -p $(BUILD)
	$(call say,BISON,$<)
	$(Q)bison -Wall -Wcounterexamples -Werror --header=$(BUILD)/parser.h -o $(BUILD)/parser.c $<

# A scanner that backs up takes quadratic time on text made for it; one with REJECT or trailing
# context writes beyond its buffer (flex 2.6.4). The build proves that ours does neither. -8 -CF are the fastest
# tables: one look-up a byte.
$(BUILD)/lexer.c $(BUILD)/lexer.h &: grammar/lexer.l
	@mkdir -p $(BUILD)
	@flex -L -8 -CF -b --backup-file=$(BUILD)/lexer.backup -o /dev/null $<
	@grep -q 'No backing up' $(BUILD)/lexer.backup || \
	    { cat $(BUILD)/lexer.backup; echo '$<: the scanner backs up'; exit 1; }
	$(call say,FLEX,$<)
	$(Q)flex -L -8 -CF --header-file=$(BUILD)/lexer.h -o $(BUILD)/lexer.c $<
	@grep -q 'define REJECT reject_used_but_not_detected' $(BUILD)/lexer.c && \
	    ! grep -q 'yy_hold_char; /\* undo effects of setting up yytext' $(BUILD)/lexer.c || \
	    { echo '$<: uses REJECT or trailing context'; rm $(BUILD)/lexer.c; exit 1; }

EMBED := $(BUILD)/embed
$(EMBED): stdlib/embed.c $(BUILD)/flags
	$(Q)$(COMPILE) $(HARDENED_LINK) -o $@ $<

$(BUILD)/stdlib.list: FORCE
	$(call remember,$(STDLIB))
$(BUILD)/pages.list: FORCE
	$(call remember,$(PAGES))
$(BUILD)/rule_pages.list: FORCE
	$(call remember,$(RULE_PAGES))
$(BUILD)/assets.list: FORCE
	$(call remember,$(ASSETS))

$(BUILD)/stdlib.c: $(EMBED) $(STDLIB) $(BUILD)/stdlib.list
	$(call say,EMBED,$@)
	$(Q)$(EMBED) sema/stdlib.h stdlib_files std/ stdlib/ $(STDLIB) > $@

# The library's trees, by the same parser that reads every other file.
IMAGE := $(BUILD)/image
IMAGE_OBJECTS := $(filter $(BUILD)/obj/base/% $(BUILD)/obj/syntax/%,$(OBJECTS)) \
                 $(BUILD)/obj/lexer.o $(BUILD)/obj/parser.o
$(IMAGE): stdlib/image.c $(IMAGE_OBJECTS)
	$(Q)$(COMPILE) $(HARDENED_LINK) -o $@ $^ $(LIBRARY_LINK)
$(BUILD)/stdlib.image: $(IMAGE) $(STDLIB) $(BUILD)/stdlib.list
	$(call say,IMAGE,$@)
	$(Q)$(IMAGE) std/ stdlib/ $(STDLIB) > $@
$(BUILD)/stdlib_images.c: $(EMBED) $(BUILD)/stdlib.image
	$(call say,EMBED,$@)
	$(Q)$(EMBED) sema/stdlib.h stdlib_images '' $(BUILD)/ $(BUILD)/stdlib.image > $@

$(BUILD)/pages.c: $(EMBED) $(PAGES) $(BUILD)/pages.list
	$(call say,EMBED,$@)
	$(Q)$(EMBED) tools/pages.h page_files '' docs/diagnostics/ $(PAGES) > $@
$(BUILD)/rule_pages.c: $(EMBED) $(RULE_PAGES) $(BUILD)/rule_pages.list
	$(call say,EMBED,$@)
	$(Q)$(EMBED) tools/pages.h rule_page_files '' docs/rules/ $(RULE_PAGES) > $@
$(BUILD)/assets.c: $(EMBED) $(ASSETS) $(BUILD)/assets.list
	$(call say,EMBED,$@)
	$(Q)$(EMBED) emit/assets.h asset_files '' src/emit/ $(ASSETS) > $@
HASH := $(BUILD)/hash
HASHES := $(ASSETS:src/emit/%=$(BUILD)/hashes/%)
$(HASH): stdlib/hash.c $(BUILD)/obj/base/sha256.o
	$(Q)$(COMPILE) $(HARDENED_LINK) -o $@ $^
$(BUILD)/hashes/%: src/emit/% $(HASH)
	@mkdir -p $(@D)
	$(Q)$(HASH) < $< > $@
$(BUILD)/asset_hashes.c: $(EMBED) $(HASHES) $(BUILD)/assets.list
	$(call say,EMBED,$@)
	$(Q)$(EMBED) emit/assets.h asset_hashes '' $(BUILD)/hashes/ $(HASHES) > $@

# ---- Tests ----------------------------------------------------------------------------------

define link-test
@mkdir -p $(@D)
$(call say,CC,$<)
$(Q)$(COMPILE) -I tests $(1) -o $@ $(filter %.c,$^) $(LIBRARY) $(HARDENED_LINK) $(LDFLAGS) \
    $(LIBRARY_LINK)
endef

# A test program is its .c and whatever of the program it calls. Every header that it can
# include is also included by something in the library, those of tests/ apart.
TEST_NEEDS := $(LIBRARY) $(wildcard tests/*.h)

$(BUILD)/tests/%: tests/%.c $(filter-out $(UNIT_MAINS),$(UNIT_SOURCES)) $(TEST_NEEDS)
	$(call link-test)
$(BUILD)/tests/oracle_%: tests/oracle/%.c $(TEST_NEEDS)
	$(call link-test)
$(BUILD)/tests/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay_main.c $(TEST_NEEDS)
	$(call link-test)
$(BUILD)/tests/fuzz_%: tests/fuzz/fuzz_%.c $(TEST_NEEDS)
	$(call link-test,-fsanitize=fuzzer)

RUN_TESTS = python3 tests/all.py --build $(BUILD)

test: deps-test  ## build, bring the test tools, run every suite; last line: N passed, N failed
	@$(MAKE) test-programs
	@$(RUN_TESTS) $(if $(ONLY),--only $(ONLY))

test-programs: $(BUILD)/jixiao $(TEST_PROGRAMS)

golden: all  ## rewrite the expected files of tests/cases; `git diff` is the review
	python3 tests/run.py --build $(BUILD) --update

lint: all  ## what the compiler cannot check: floors, comments, sizes, layout, variables that change
	python3 tests/lint.py --build $(BUILD)

san:  ## unit tests, golden cases and fuzz corpus under address and undefined behaviour sanitizers
	@$(MAKE) BUILD=build-san SAN=address,undefined WERROR= test-programs
	@$(MAKE) BUILD=build-san SAN=address,undefined WERROR= san-run
san-run:
	@$(RUN_TESTS) --only unit,oracle,goldens,replay --vary parse

tsan:  ## all cases checked at once with 8 threads, under the thread sanitizer
	@$(MAKE) BUILD=build-tsan SAN=thread WERROR= all
	@python3 tests/tsan.py --build build-tsan

fuzz:  ## libFuzzer on tests/fuzz/fuzz_*.c, FUZZ_SECONDS each
	@$(MAKE) BUILD=build-fuzz CC=clang SAN=fuzzer-no-link,address,undefined WERROR= fuzzers
	@python3 tests/fuzz/run.py --build build-fuzz --seconds $(FUZZ_SECONDS) --runs $(FUZZ_RUNS)
fuzzers: $(FUZZERS)

# The golden cases are run apart, for what they reach alone. Without the suites that try the same code with more
# inputs or by the clock.
COVERED_BY := unit,oracle,replay,docs,seed,fmt,fix,diff,explain,json,build,stdin,recovery,limits,baseline,since,past,merge,random_merge,git,formats,ci,link_index,options,sheets,shown,words,browser,faults
COVERAGE := -O0 -U_FORTIFY_SOURCE -DNDEBUG --coverage -fprofile-update=atomic
GCOVR = gcovr --root . --filter src/ --exclude-throw-branches --exclude-unreachable-branches \
        --object-directory build-coverage --json
coverage: deps-coverage  ## which branches of src/ the suites take; lists each file in build-coverage
	@$(MAKE) BUILD=build-coverage CFLAGS='$(COVERAGE)' WERROR= test-programs
	@find build-coverage -name '*.gcda' -delete
	@RUN_SECONDS=300 python3 tests/all.py --build build-coverage --only cases
	@$(GCOVR) build-coverage/cases.json
	@RUN_SECONDS=300 python3 tests/all.py --build build-coverage --only $(COVERED_BY)
	@$(GCOVR) build-coverage/suites.json
	@python3 tests/coverage.py build-coverage/cases.json build-coverage/suites.json

# What takes longer than the time that there is for a mutant.
NOT_ASKED := properties,deep,faults
mutants: deps-test all  ## small faults put into src/, one at a time: which no test sees; goes on where it was stopped
	@python3 tests/mutants.py --count $(MUTANTS) --without $(NOT_ASKED)
	@python3 tests/mutants.py --count 60 --least 90 --without $(NOT_ASKED) base/decimal.c base/date.c scan_date.c

bench: deps-bench release  ## time and memory, beside other tools and over growing inputs
	python3 tests/bench/run.py --build $(RELEASE)

format:  ## lay out C sources and headers
	clang-format -i $(shell find src tests stdlib -name node_modules -prune -o -name '*.[ch]' -print)

# ---- For people -----------------------------------------------------------------------------

deps:  ## install what is missing to build; says what and why first (.ci/deps.sh, deps.txt)
	@.ci/deps.sh build
deps-bench:
	@.ci/deps.sh build bench
deps-coverage:
	@.ci/deps.sh build test test-npm coverage
deps-test:  ## the same for the tools that only the tests use
	@.ci/deps.sh build test test-npm

# Without school-district/en.jx, which is zh.jx in English: it would double the project in the overview.
DEMO := examples/school-district/zh.jx examples/road examples/subsidy

demo: deps  ## from nothing to reports: install, build, check and build examples/
	@$(MAKE) all
	@rm -rf $(BUILD)/reports
	@echo '下面的警告不是程序出错：是纸质原表自己的疏漏，例子照抄，特意保留。'
	@echo 'The warnings below are no failure: they are real slips of the paper form, copied on purpose.'
	@echo '== $(BUILD)/jixiao check $(DEMO)'
	@$(BUILD)/jixiao check $(DEMO)
	@echo '== $(BUILD)/jixiao build $(DEMO) -o $(BUILD)/reports --format short'
	@$(BUILD)/jixiao build $(DEMO) -o $(BUILD)/reports --format short
	@echo '报告在这里，先看 index.html / The reports, begin with index.html:'
	@find $(abspath $(BUILD))/reports -type f | sort | sed 's/^/    /'

MANUALS := $(wildcard docs/man/*.1)
install: release  ## put the program (and its manual) under DESTDIR and PREFIX
	install -D -m 755 $(RELEASE)/jixiao $(DESTDIR)$(PREFIX)/bin/jixiao
	$(if $(MANUALS),install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man1 $(MANUALS))
	install -D -m 644 LICENSE $(DESTDIR)$(PREFIX)/share/doc/jixiao/LICENSE

clean:  ## remove everything that was made
	rm -rf build build-san build-tsan build-fuzz build-clang build-coverage $(BUILD)

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' Makefile | awk -F '\t' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: all release test test-programs golden lint san san-run tsan fuzz fuzzers coverage mutants \
        bench format deps deps-bench deps-coverage deps-test demo install clean help FORCE
.SECONDARY:
