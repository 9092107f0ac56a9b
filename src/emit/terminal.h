/*
 * terminal.h - the user's text on a terminal or in a log.
 *
 * Whatever a file, a path or a message holds is shown in visible characters that move nothing:
 * controls, characters that reorder text and characters that cannot be seen as <U+XXXX>, bytes that
 * are not UTF-8 as <XX>, a TAB as four spaces. A “##vso[”, “##[” or “##teamcity[”, which build
 * servers obey wherever it stands, is broken up in the same way. No text of the user's is written
 * to a terminal but by the functions here.
 */
#ifndef EMIT_TERMINAL_H
#define EMIT_TERMINAL_H

#include "base/arena.h"
#include "base/utf8.h"

#include <stdio.h>

/* One character of a text that need not be valid, as it is shown. */
struct terminal_character {
    size_t start, end; /* its bytes */
    uint32_t point;    /* or the value of a byte that is not UTF-8 */
    enum { SHOWN_PLAIN, SHOWN_POINT, SHOWN_BYTE } shown;
    unsigned width; /* columns, as shown */
};

/* Goes through a text; `at` may start anywhere between two characters. */
struct terminal_reader {
    struct str text;
    size_t at;
    unsigned ambiguous; /* 1 or 2, see utf8_width */
    struct utf8_place fault;
};

/* A reader of `text` from byte `from`. */
struct terminal_reader terminal_read(struct str text, size_t from, unsigned ambiguous);

/* Moves past the next character, filling `*character`; false at the end of the text. */
bool terminal_next(struct terminal_reader *reader, struct terminal_character *character);

/* Writes one character of `text`, or all of it, made printable. */
void terminal_write_character(FILE *out, struct str text,
                              const struct terminal_character *character);
void terminal_write(FILE *out, struct str text);

/* What terminal_write would write, as a text; `text` itself if nothing needs to be shown in another way. */
struct str terminal_text(struct arena *a, struct str text);

/* Writes no more of `text` than fits in `columns`, with … where it was cut. */
void terminal_write_cut(FILE *out, struct str text, unsigned columns, unsigned ambiguous);

/* Writes a path so that it may stand at the start of a line: with ./ before an odd first character,
 * so that a file cannot be named as a command of a build server (“::error”). */
void terminal_write_path(FILE *out, struct str path);

enum terminal_style { STYLE_PLAIN, STYLE_BOLD, STYLE_RED, STYLE_YELLOW, STYLE_BLUE };

/* Switches to a style (the colours are bold); nothing if `color` is false. */
void terminal_style(FILE *out, bool color, enum terminal_style style);

#endif
