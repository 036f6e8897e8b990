#include "themes.h"

static const unsigned char default_dark[] = {
#embed "../../themes/default-dark.toml"
};

static const unsigned char default_light[] = {
#embed "../../themes/default-light.toml"
};

static const unsigned char terminal[] = {
#embed "../../themes/terminal.toml"
};

static const unsigned char high_contrast_dark[] = {
#embed "../../themes/high-contrast-dark.toml"
};

static const unsigned char high_contrast_light[] = {
#embed "../../themes/high-contrast-light.toml"
};

static const unsigned char mono[] = {
#embed "../../themes/mono.toml"
};

static const unsigned char cvd_safe_dark[] = {
#embed "../../themes/cvd-safe-dark.toml"
};

static const unsigned char cvd_safe_light[] = {
#embed "../../themes/cvd-safe-light.toml"
};

static const unsigned char projector[] = {
#embed "../../themes/projector.toml"
};

#define THEME(name, bytes) {name, {bytes, sizeof bytes}}

static const struct {
    const char *name;
    embedded_bytes bytes;
} themes[] = {
    THEME("default-dark", default_dark),
    THEME("default-light", default_light),
    THEME("terminal", terminal),
    THEME("high-contrast-dark", high_contrast_dark),
    THEME("high-contrast-light", high_contrast_light),
    THEME("mono", mono),
    THEME("cvd-safe-dark", cvd_safe_dark),
    THEME("cvd-safe-light", cvd_safe_light),
    THEME("projector", projector),
};

static const size_t count = sizeof themes / sizeof themes[0];

size_t embedded_theme_count(void) { return count; }

const char *embedded_theme_name(size_t index) {
    return index < count ? themes[index].name : NULL;
}

embedded_bytes embedded_theme(size_t index) {
    return index < count ? themes[index].bytes : (embedded_bytes){NULL, 0};
}
