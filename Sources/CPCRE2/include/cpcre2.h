#ifndef CPCRE2_H
#define CPCRE2_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stddef.h>
#include <stdint.h>

/// How a compilation ended. `code` is an address to be given back to `cpcre2_free`, 0 on failure.
typedef struct {
    uintptr_t code;
    /// PCRE2's number, for `cpcre2_message`.
    int error;
    /// Where in the pattern, in octets.
    size_t offset;
} cpcre2_compilation;

/// Compiles a pattern on octets. Callouts, \C and changes of the limits are not available.
static inline cpcre2_compilation cpcre2_compile(
    const uint8_t *pattern, size_t length, int ignores_case) {
    cpcre2_compilation result = {0, 0, 0};
    uint32_t options = PCRE2_NEVER_BACKSLASH_C | PCRE2_NEVER_UTF | PCRE2_NEVER_UCP;
    if (ignores_case) options |= PCRE2_CASELESS;
    pcre2_code *code =
        pcre2_compile(pattern, length, options, &result.error, &result.offset, NULL);
    result.code = (uintptr_t)code;
    return result;
}

static inline void cpcre2_free(uintptr_t code) { pcre2_code_free((pcre2_code *)code); }

/// PCRE2's words for an error number. Gives the length; 0 where there are none.
static inline int cpcre2_message(int error, uint8_t *buffer, size_t size) {
    int length = pcre2_get_error_message(error, buffer, size);
    return length < 0 ? 0 : length;
}

/// The highest back-reference, and whether the empty text matches.
static inline uint32_t cpcre2_back_references(uintptr_t code) {
    uint32_t value = 0;
    pcre2_pattern_info((pcre2_code *)code, PCRE2_INFO_BACKREFMAX, &value);
    return value;
}

static inline int cpcre2_matches_empty(uintptr_t code) {
    uint32_t value = 0;
    pcre2_pattern_info((pcre2_code *)code, PCRE2_INFO_MATCHEMPTY, &value);
    return value != 0;
}

/// The number of a named group; 0 where there is none.
static inline int cpcre2_group(uintptr_t code, const char *name) {
    int number = pcre2_substring_number_from_name((pcre2_code *)code, (PCRE2_SPTR)name);
    return number < 0 ? 0 : number;
}

/// Matches within limits: `steps` calls of the matcher, `kibibytes` of heap. `ranges` takes
/// `pairs` pairs of offsets; (size_t)-1 where a group took no part. Gives 1 for a match, 0 for
/// none, -1 where a limit was reached or memory ran out.
static inline int cpcre2_match(
    uintptr_t code, const uint8_t *subject, size_t length, uint32_t steps, uint32_t kibibytes,
    size_t *ranges, size_t pairs) {
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    if (context == NULL) return -1;
    pcre2_match_data *data = pcre2_match_data_create((uint32_t)pairs, NULL);
    if (data == NULL) {
        pcre2_match_context_free(context);
        return -1;
    }
    pcre2_set_match_limit(context, steps);
    pcre2_set_depth_limit(context, steps);
    pcre2_set_heap_limit(context, kibibytes);
    int outcome = pcre2_match((pcre2_code *)code, subject, length, 0, 0, data, context);
    if (outcome >= 0) {
        size_t *found = pcre2_get_ovector_pointer(data);
        size_t known = outcome == 0 ? pairs : (size_t)outcome;
        for (size_t index = 0; index < pairs * 2; index++)
            ranges[index] = index < known * 2 ? found[index] : (size_t)-1;
    }
    pcre2_match_data_free(data);
    pcre2_match_context_free(context);
    return outcome >= 0 ? 1 : outcome == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

#endif
