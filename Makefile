# The front door. `make run` and `make test` need nothing else.

PREFIX ?= /usr/local
SWIFT  ?= swift
# The Swift runtime is linked in, so that the program is one file and starts fast.
RELEASE = -c release --static-swift-stdlib --product smtpscope

# On Linux the other libraries are linked in too, where their archives are installed.
STATIC = .build/static
ARCHIVES = ssl crypto ncursesw tinfo pcre2-8 z zstd stdc++
ifeq ($(shell uname),Linux)
RELEASE += -Xlinker --gc-sections -Xlinker -s -Xlinker -L$(STATIC) -Xlinker -ltinfo
endif

.PHONY: run build test lint format bench deps test-deps install clean

run: build
	.build/release/smtpscope lab

build: deps
	@mkdir -p $(STATIC)
	@for name in $(ARCHIVES); do \
	    file=$$($(CC) -print-file-name=lib$$name.a); \
	    if [ -e "$$file" ]; then ln -sf "$$file" $(STATIC)/; fi; \
	done
	$(SWIFT) build $(RELEASE)

test: test-deps lint
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --skip SystemTests
	$(SWIFT) test --skip-build --filter SystemTests

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

bench: test-deps build
	Tests/Bench/run

deps:
	@Tests/Setup/deps build

test-deps:
	@Tests/Setup/deps test

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 -s .build/release/smtpscope $(DESTDIR)$(PREFIX)/bin/smtpscope

clean:
	rm -rf .build
