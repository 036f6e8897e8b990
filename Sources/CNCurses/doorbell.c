#define _GNU_SOURCE
#include "doorbell.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "rescue.h"

static const int numbers[] = {SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGPIPE};
enum { number_count = sizeof numbers / sizeof numbers[0] };

static struct sigaction before[number_count];
static int ends[2] = {-1, -1};
/// An ending signal rang and nobody answered.
static volatile sig_atomic_t is_waiting;

static void ring(int number) {
    int saved = errno;
    unsigned char octet = (unsigned char)number;
    switch (number) {
    case SIGTERM:
    case SIGHUP:
    case SIGINT:
    case SIGQUIT:
        if (is_waiting) {
            rescue_now();
            signal(number, SIG_DFL);
            sigset_t only;
            sigemptyset(&only);
            sigaddset(&only, number);
            pthread_sigmask(SIG_UNBLOCK, &only, NULL);
            raise(number);
        }
        is_waiting = 1;
        break;
    }
    // A full pipe will wake the loop anyway.
    if (write(ends[1], &octet, 1) < 0) errno = saved;
    errno = saved;
}

int doorbell_install(void) {
    if (ends[0] >= 0) {
        errno = EBUSY;
        return -1;
    }
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    is_waiting = 0;
    // Whoever started us may have blocked them.
    sigset_t all;
    sigemptyset(&all);
    for (int i = 0; i < number_count; i++) sigaddset(&all, numbers[i]);
    pthread_sigmask(SIG_UNBLOCK, &all, NULL);
    for (int i = 0; i < number_count; i++) {
        struct sigaction action = {.sa_handler = numbers[i] == SIGPIPE ? SIG_IGN : ring};
        action.sa_flags = SA_RESTART | SA_ONSTACK;
        sigemptyset(&action.sa_mask);
        sigaction(numbers[i], &action, &before[i]);
    }
    return ends[0];
}

void doorbell_answered(void) { is_waiting = 0; }

void doorbell_remove(void) {
    if (ends[0] < 0) return;
    for (int i = 0; i < number_count; i++) sigaction(numbers[i], &before[i], NULL);
    close(ends[0]);
    close(ends[1]);
    ends[0] = ends[1] = -1;
}

void doorbell_stop_here(void) {
    struct sigaction stop = {.sa_handler = SIG_DFL}, saved;
    sigemptyset(&stop.sa_mask);
    sigaction(SIGTSTP, &stop, &saved);
    sigset_t only, mask;
    sigemptyset(&only);
    sigaddset(&only, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &only, &mask);
    // The whole job, so that a pager or filter behind us stops as well.
    kill(0, SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &saved, NULL);
}
