#ifndef CCOMPRESSION_H
#define CCOMPRESSION_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

/// What one call did. `is_end`: a gzip member or zstd frame is whole. `is_broken`: no more can
/// be read.
typedef struct {
    size_t consumed;
    size_t produced;
    int is_end;
    int is_broken;
} ccompression_step;

/// A gzip stream, to be given back to `ccompression_gzip_close`; 0 without memory.
static inline uintptr_t ccompression_gzip_open(void) {
    z_stream *stream = calloc(1, sizeof *stream);
    if (stream && inflateInit2(stream, 15 + 16) != Z_OK) {
        free(stream);
        stream = NULL;
    }
    return (uintptr_t)stream;
}

static inline ccompression_step ccompression_gzip_run(
    uintptr_t address, const uint8_t *input, size_t input_size, uint8_t *output,
    size_t output_size) {
    z_stream *stream = (z_stream *)address;
    stream->next_in = (Bytef *)input;
    stream->avail_in = (uInt)input_size;
    stream->next_out = output;
    stream->avail_out = (uInt)output_size;
    int code = inflate(stream, Z_NO_FLUSH);
    ccompression_step step = {input_size - stream->avail_in, output_size - stream->avail_out, 0, 0};
    step.is_end = code == Z_STREAM_END;
    step.is_broken = code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR;
    // Another member may follow (RFC 1952 2.2).
    if (step.is_end) inflateReset(stream);
    return step;
}

static inline void ccompression_gzip_close(uintptr_t address) {
    inflateEnd((z_stream *)address);
    free((void *)address);
}

/// A zstd stream, to be given back to `ccompression_zstd_close`; 0 without memory. The library's
/// own limit of the window, 128 MiB, stands.
static inline uintptr_t ccompression_zstd_open(void) { return (uintptr_t)ZSTD_createDStream(); }

static inline ccompression_step ccompression_zstd_run(
    uintptr_t address, const uint8_t *input, size_t input_size, uint8_t *output,
    size_t output_size) {
    ZSTD_inBuffer in = {input, input_size, 0};
    ZSTD_outBuffer out = {output, output_size, 0};
    size_t left = ZSTD_decompressStream((ZSTD_DStream *)address, &out, &in);
    int is_broken = ZSTD_isError(left) != 0;
    ccompression_step step = {in.pos, out.pos, !is_broken && left == 0, is_broken};
    return step;
}

static inline void ccompression_zstd_close(uintptr_t address) {
    ZSTD_freeDStream((ZSTD_DStream *)address);
}

#endif
