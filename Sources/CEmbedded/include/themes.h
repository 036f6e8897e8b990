#ifndef CEMBEDDED_THEMES_H
#define CEMBEDDED_THEMES_H

#include <stddef.h>

#include "embedded_bytes.h"

/// The shipped themes: TOML, UTF-8, lines end in LF. The first one is the default.
size_t embedded_theme_count(void);
/// The file's name without ".toml"; NULL if there is no such theme.
const char *embedded_theme_name(size_t index);
/// Empty if there is no such theme.
embedded_bytes embedded_theme(size_t index);

#endif
