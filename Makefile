# make run    set up what is missing, build, serve on 127.0.0.1 (PORT=8080)
# make test   everything: formatting, clippy, native, wasm and end-to-end tests
# make accuracy  thousands of seeded shops: how much of what was planted is found, cause by cause
# make soak   the laws on new random cases (CASES=100000): what it finds becomes a case of its own
# make fuzz   made-up files of every format (MINUTES=10 a target, TARGET= one of them)
# make bench  time and peak memory, natively and through the worker in Chromium
# make advisories  takes the newest advisories on crates into scripts/advisories.tsv, then checks
# make dist   the static files to put on a host, in dist/, and the list of what is in them, yifen.cdx.json
# make single  the whole app in one file, yifen.html, which opens by double click
# make check-host  what is right and wrong with a host's answers (URL=https://… AGAINST=dist)
# make reproduce  builds twice, in two folders, and compares every byte

PORT ?= 8080

.PHONY: run test accuracy soak fuzz bench advisories dist single sbom check-host reproduce setup setup-tests fmt clippy native wasm e2e

run: dist
	@scripts/with-tools node scripts/serve.mjs dist $(PORT)

dist: setup
	scripts/build
	@scripts/with-tools node scripts/sbom.mjs yifen.cdx.json

single: dist
	@scripts/with-tools node scripts/single.mjs dist yifen.html

sbom: setup
	@scripts/with-tools node scripts/sbom.mjs yifen.cdx.json

check-host:
	@scripts/with-tools node scripts/check-host.mjs $(URL) $(if $(AGAINST),--against=$(AGAINST))

reproduce: setup
	@scripts/reproduce

setup:
	@scripts/setup build

setup-tests:
	@scripts/setup test

# In the order of what fails soonest; the summaries of nextest and Playwright stand at the end.
test: setup-tests
	@scripts/test

# SHOPS=3000 says how many.
SHOPS ?= 3000
accuracy:
	YIFEN_SHOPS=$(SHOPS) scripts/with-tools cargo test --quiet --locked -p yifen --test accuracy -- --nocapture

CASES ?= 100000
soak:
	PROPTEST_CASES=$(CASES) scripts/with-tools cargo test --release --locked -p yifen --test laws --test fee_laws --test fees --test numbers --test plans --test quick

# TARGET is a line of `scripts/fuzz`: any, workbook, words, kept, answer, or reader-banks and so on.
MINUTES ?= 10
fuzz:
	@scripts/fuzz $(MINUTES) $(TARGET)

bench: setup-tests dist
	@scripts/bench

advisories: setup-tests
	@scripts/deny --renew
