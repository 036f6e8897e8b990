#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "screen.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "rescue.h"

static SCREEN *screen;
static FILE *input_stream, *output_stream;
static int output_descriptor;
static struct termios modes_before;
static bool is_utf8;
static bool has_colour;
static bool has_default_colours;
static bool is_direct;
static bool understands_modes;
static bool wants_mouse;
static bool is_entered;

/// What `rescue_now` sends.
static char way_out[512];
static int way_out_length;

static struct {
    attr_t attributes;
    int pair;
} styles[256];

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1002h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1002l";

/// A terminfo string, or NULL where there is none.
static const char *capability(const char *name) {
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

static void send_text(const char *text) {
    size_t left = text ? strlen(text) : 0;
    while (left > 0) {
        ssize_t written = write(output_descriptor, text, left);
        if (written <= 0) return;
        text += written;
        left -= (size_t)written;
    }
}

/// Appends a terminfo string without its `$<5>` delays.
static void append_way_out(const char *text) {
    for (; text && *text && way_out_length < (int)sizeof way_out - 1; text++) {
        if (text[0] == '$' && text[1] == '<') {
            const char *end = strchr(text, '>');
            if (end) {
                text = end;
                continue;
            }
        }
        way_out[way_out_length++] = *text;
    }
}

static void prepare_way_out(void) {
    way_out_length = 0;
    if (understands_modes) {
        append_way_out(mouse_off);
        append_way_out(paste_off);
    }
    append_way_out(capability("rmkx"));
    if (has_colour) append_way_out(capability("op"));
    append_way_out(capability("sgr0"));
    append_way_out(capability("cnorm"));
    const char *leave = capability("rmcup");
    append_way_out(leave ? leave : "\r\n");
}

static void begin_extras(void) {
    send_text(capability("smkx"));
    if (understands_modes) {
        send_text(paste_on);
        if (wants_mouse) send_text(mouse_on);
    }
    rescue_arm(output_descriptor, &modes_before, way_out, way_out_length);
    is_entered = true;
}

static void begin_colour(bool wanted) {
    has_colour = wanted && has_colors() && start_color() == OK;
    has_default_colours = has_colour && use_default_colors() == OK;
    is_direct = has_colour && COLORS > 256
                && (tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || capability("RGB"));
}

static void close_streams(void) {
    if (input_stream) fclose(input_stream);
    if (output_stream) fclose(output_stream);
    input_stream = output_stream = NULL;
}

screen_result screen_open(int input, int output, const char *term, bool colour, bool mouse) {
    setlocale(LC_CTYPE, "");
    is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    if (tcgetattr(output, &modes_before) != 0) return screen_failed;
    input_stream = fdopen(dup(input), "r");
    output_stream = fdopen(dup(output), "w");
    if (!input_stream || !output_stream) {
        close_streams();
        return screen_failed;
    }
    output_descriptor = output;
    wants_mouse = mouse;
    screen = newterm(term, output_stream, input_stream);
    if (!screen) {
        close_streams();
        return screen_unknown_terminal;
    }
    const char *address = capability("cup");
    understands_modes = address && strncmp(address, "\033[", 2) == 0;
    begin_colour(colour);
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    idlok(stdscr, FALSE);
    int columns, rows;
    screen_measure(&columns, &rows);
    screen_resize(columns, rows);
    prepare_way_out();
    begin_extras();
    return screen_opened;
}

int screen_colours(void) { return has_colour ? COLORS : 0; }
bool screen_is_direct(void) { return is_direct; }
bool screen_is_utf8(void) { return is_utf8; }
bool screen_can_move(void) { return capability("cup") != NULL; }

void screen_measure(int *columns, int *rows) {
    struct winsize size;
    bool is_known = ioctl(output_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
                    && size.ws_row > 0;
    *columns = is_known ? size.ws_col : COLS;
    *rows = is_known ? size.ws_row : LINES;
    if (*columns > 2000) *columns = 2000;
    if (*rows > 1000) *rows = 1000;
}

void screen_resize(int columns, int rows) {
    if (columns != COLS || rows != LINES) resizeterm(rows, columns);
    screen_forget();
}

void screen_forget(void) { clearok(curscr, TRUE); }

static attr_t curses_attributes(uint8_t attributes) {
    attr_t all = 0;
    if (attributes & 1) all |= A_BOLD;
    if (attributes & 2) all |= A_DIM;
    if (attributes & 4) all |= A_ITALIC;
    if (attributes & 8) all |= A_UNDERLINE;
    if (attributes & 16) all |= A_REVERSE;
    return all;
}

void screen_set_style(uint8_t style, int foreground, int background, uint8_t attributes) {
    styles[style].attributes = curses_attributes(attributes);
    styles[style].pair = 0;
    if (!has_colour) return;
    // Eight-colour terminals show the light ones as bold.
    if (COLORS < 16 && foreground >= 8) {
        foreground &= 7;
        styles[style].attributes |= A_BOLD;
    }
    if (COLORS < 16 && background >= 8) background &= 7;
    if (!has_default_colours) {
        if (foreground < 0) foreground = COLOR_WHITE;
        if (background < 0) background = COLOR_BLACK;
    }
    if (foreground < 0 && background < 0) return;
    int pair = alloc_pair(foreground, background);
    if (pair > 0) styles[style].pair = pair;
}

static void put_question_marks(cchar_t *cells, int *used, int columns, attr_t attributes, int pair) {
    for (int i = 0; i < columns; i++) {
        setcchar(&cells[(*used)++], L"?", attributes, (short)pair, &pair);
    }
}

/// One cell as ncurses counts it: a base of some columns and what joins it. Scalars that would need
/// more columns than the cell has are left out, as terminals that do not join them would spill.
static void put_cell(const screen_cell *cell, cchar_t *cells, int *used) {
    attr_t attributes = styles[cell->style].attributes | curses_attributes(cell->attributes);
    int pair = styles[cell->style].pair;
    int left = cell->columns;
    int next = 0;
    while (next < cell->count && left > 0) {
        wchar_t text[CCHARW_MAX + 1];
        int length = 0;
        int columns = wcwidth((wchar_t)cell->scalars[next]);
        if (columns <= 0 || columns > left) break;
        text[length++] = (wchar_t)cell->scalars[next++];
        while (next < cell->count && wcwidth((wchar_t)cell->scalars[next]) == 0) {
            uint32_t mark = cell->scalars[next++];
            // Joiners join nothing here, and the emoji selector would widen the cell.
            if (mark == 0x200D || mark == 0xFE0F || length >= CCHARW_MAX - 1) continue;
            text[length++] = (wchar_t)mark;
        }
        text[length] = 0;
        if (setcchar(&cells[*used], text, attributes, (short)pair, &pair) != OK) break;
        *used += 1;
        left -= columns;
    }
    put_question_marks(cells, used, left, attributes, pair);
}

void screen_draw(int row, int column, const screen_cell *from, int count) {
    cchar_t cells[256];
    int used = 0, start = column;
    for (int i = 0; i < count; i++) {
        if (from[i].columns == 0) continue;
        if (used + 2 > (int)(sizeof cells / sizeof cells[0])) {
            mvadd_wchnstr(row, start, cells, used);
            used = 0;
            start = column + i;
        }
        put_cell(&from[i], cells, &used);
    }
    if (used > 0) mvadd_wchnstr(row, start, cells, used);
}

void screen_update(int cursor_column, int cursor_row) {
    bool is_visible = cursor_column >= 0;
    if (is_visible) move(cursor_row, cursor_column);
    curs_set(is_visible ? 1 : 0);
    wnoutrefresh(stdscr);
    doupdate();
}

void screen_leave(void) {
    if (!is_entered) return;
    is_entered = false;
    signal(SIGTTOU, SIG_IGN);
    if (understands_modes) {
        send_text(mouse_off);
        send_text(paste_off);
    }
    send_text(capability("rmkx"));
    curs_set(1);
    endwin();
    tcsetattr(output_descriptor, TCSADRAIN, &modes_before);
    signal(SIGTTOU, SIG_DFL);
    rescue_disarm();
}

void screen_close(void) {
    screen_leave();
    if (screen) delscreen(screen);
    screen = NULL;
    close_streams();
}

void screen_enter(void) {
    // Also after a stop from outside, when the shell changed the modes behind our back.
    reset_prog_mode();
    screen_forget();
    begin_extras();
    doupdate();
}

void screen_set_mouse(bool wanted) {
    if (understands_modes && is_entered && wanted != wants_mouse) {
        send_text(wanted ? mouse_on : mouse_off);
    }
    wants_mouse = wanted;
}

void screen_send(const uint8_t *bytes, int count) {
    while (count > 0) {
        ssize_t written = write(output_descriptor, bytes, (size_t)count);
        if (written <= 0) return;
        bytes += written;
        count -= (int)written;
    }
}
