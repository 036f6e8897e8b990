#ifndef CNCURSES_RESCUE_H
#define CNCURSES_RESCUE_H

#include <stdbool.h>
#include <termios.h>

/// What gives the terminal back in one go, usable inside of a signal handler. From `rescue_arm` to
/// `rescue_disarm` what is written to standard error is kept, so that it does not run over the
/// screen, and shown when the terminal is given back.
///
/// The octets are kept, not copied.
void rescue_arm(int output, const struct termios *modes, const char *bytes, int count);
/// The terminal was given back in the ordinary way; shows what standard error got meanwhile.
void rescue_disarm(void);
/// Gives the terminal back if it is armed. Async-signal-safe.
void rescue_now(void);

/// From now on SEGV, BUS, FPE, ILL, TRAP, ABRT and SYS give the terminal back before they end the
/// program as they always do. Stack overflow of the calling thread is covered too.
void rescue_from_crashes(void);

#endif
