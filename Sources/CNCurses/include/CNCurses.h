/// The only way to ncurses and to signal handlers. No curses type gets out: Swift sees plain
/// values. Everything here is for one thread, but for the handlers themselves.
#ifndef CNCURSES_H
#define CNCURSES_H

#include "doorbell.h"
#include "rescue.h"
#include "screen.h"

#endif
