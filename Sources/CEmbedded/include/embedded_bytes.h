#ifndef CEMBEDDED_EMBEDDED_BYTES_H
#define CEMBEDDED_EMBEDDED_BYTES_H

/// One embedded file, as it is on disk: not NUL terminated, constant for the life of the program.
typedef struct {
    const unsigned char *bytes;
    unsigned long count;
} embedded_bytes;

#endif
