#ifndef CNCURSES_SCREEN_H
#define CNCURSES_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

/// One cell to draw.
typedef struct {
    uint32_t scalars[6];
    uint8_t count;
    /// 1 or 2; 0 in the right half of a wide one, which is skipped.
    uint8_t columns;
    /// Index into the table of `screen_set_style`.
    uint8_t style;
    /// Added to those of the style: 1 bold, 2 dim, 4 italic, 8 underline, 16 reverse.
    uint8_t attributes;
} screen_cell;

typedef enum { screen_opened, screen_unknown_terminal, screen_failed } screen_result;

/// Takes the terminal over: raw mode, alternate screen, bracketed paste, and mouse reports if
/// wanted. Without colour, no code for one is ever sent. Both descriptors must be terminals.
screen_result screen_open(int input, int output, const char *term, bool colour, bool mouse);

/// How many colours there are, 0 if none.
int screen_colours(void);
/// Whether colour numbers are 24-bit values (terminfo's RGB).
bool screen_is_direct(void);
/// Whether text can be shown that is not ASCII.
bool screen_is_utf8(void);
/// Whether the cursor can be moved. If not, only `screen_send` makes sense.
bool screen_can_move(void);

/// The terminal's size now.
void screen_measure(int *columns, int *rows);
void screen_resize(int columns, int rows);

/// -1 is the terminal's own colour.
void screen_set_style(uint8_t style, int foreground, int background, uint8_t attributes);
void screen_draw(int row, int column, const screen_cell *cells, int count);
/// Sends what changed and places the cursor; a negative column hides it.
void screen_update(int cursor_column, int cursor_row);
/// The next update draws everything.
void screen_forget(void);

/// Gives the terminal back as it was found; may be called again and again.
void screen_leave(void);
/// Gives the terminal back for good; `screen_open` may follow.
void screen_close(void);
/// Takes it over again, to be drawn anew.
void screen_enter(void);
void screen_set_mouse(bool wanted);

/// Sends octets as they are, behind all that was drawn.
void screen_send(const uint8_t *bytes, int count);

#endif
