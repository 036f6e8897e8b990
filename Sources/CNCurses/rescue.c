#define _GNU_SOURCE
#include "rescue.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

static volatile sig_atomic_t armed;
static int output;
static struct termios modes;
static const char *bytes;
static int count;
/// Standard error as it was, and where it goes meanwhile; -1 if it is not kept.
static int error_before = -1;
static int error_kept = -1;

static char crash_stack[64 * 1024];

static void write_all(int descriptor, const char *from, size_t left) {
    while (left > 0) {
        ssize_t written = write(descriptor, from, left);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        from += written;
        left -= (size_t)written;
    }
}

/// Only a terminal shares the screen; an error output that goes to a file stays as it is.
static void keep_error_output(void) {
    if (error_kept >= 0 || !isatty(STDERR_FILENO)) return;
    int kept = memfd_create("stderr", MFD_CLOEXEC);
    int before = kept < 0 ? -1 : dup(STDERR_FILENO);
    if (before < 0 || dup2(kept, STDERR_FILENO) < 0) {
        if (kept >= 0) close(kept);
        if (before >= 0) close(before);
        return;
    }
    error_kept = kept;
    error_before = before;
}

/// The last 16 KiB are enough to say what happened.
static void show_error_output(void) {
    if (error_kept < 0) return;
    char piece[1024];
    off_t end = lseek(error_kept, 0, SEEK_END);
    off_t from = end > 16 * 1024 ? end - 16 * 1024 : 0;
    while (from < end) {
        ssize_t got = pread(error_kept, piece, sizeof piece, from);
        if (got <= 0) break;
        write_all(error_before, piece, (size_t)got);
        from += got;
    }
    dup2(error_before, STDERR_FILENO);
}

void rescue_arm(int to, const struct termios *saved, const char *from, int length) {
    armed = 0;
    output = to;
    modes = *saved;
    bytes = from;
    count = length;
    keep_error_output();
    armed = 1;
}

void rescue_disarm(void) {
    if (!armed) return;
    armed = 0;
    if (error_kept < 0) return;
    show_error_output();
    close(error_kept);
    close(error_before);
    error_kept = error_before = -1;
}

void rescue_now(void) {
    if (!armed) return;
    armed = 0;
    // Changing a terminal from the background would stop the program instead.
    signal(SIGTTOU, SIG_IGN);
    write_all(output, bytes, (size_t)count);
    tcsetattr(output, TCSANOW, &modes);
    show_error_output();
}

static void on_crash(int number) {
    rescue_now();
    // The handler is gone by now (SA_RESETHAND): this is the ordinary end.
    raise(number);
}

void rescue_from_crashes(void) {
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    sigaltstack(&stack, NULL);
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};
    struct sigaction action = {.sa_handler = on_crash};
    action.sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        sigaction(numbers[i], &action, NULL);
    }
}
