#ifndef CNCURSES_DOORBELL_H
#define CNCURSES_DOORBELL_H

/// Makes WINCH, CONT, TSTP, TERM, HUP, INT and QUIT write their number, one octet each, to a pipe,
/// and PIPE do nothing. Answers the end to read from, which does not block, or -1 with errno.
///
/// TERM, HUP, INT and QUIT end the program at once, terminal given back, if another of them came
/// before and nobody called `doorbell_answered` since: a loop that hangs can still be ended.
int doorbell_install(void);
/// The octets up to now were read.
void doorbell_answered(void);
/// All those signals do again what they did before; the pipe is closed.
void doorbell_remove(void);

/// Stops the program as ^Z does and comes back when it is continued.
void doorbell_stop_here(void);

#endif
