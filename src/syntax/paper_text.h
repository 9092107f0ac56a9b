/*
 * paper_text.h - the parts that texts written as on paper are read by: 2026年3月至11月, １００人以上.
 *
 * A text is taken apart from its start; what was taken is gone from `*text`.
 */
#ifndef SYNTAX_PAPER_TEXT_H
#define SYNTAX_PAPER_TEXT_H

#include "base/arena.h"

/* Whether the text begins so. */
bool paper_begins(struct str text, const char *wanted);

/* From byte `from` on; nothing if that is behind the end. */
struct str paper_rest(struct str text, size_t from);

/* A copy with digits, points, signs and blanks of an input method as ASCII, and dashes of any width as ~ or -. */
struct str paper_half_width(struct arena *a, struct str text);

/* Without blanks on either side, and without the mark that ends it. */
struct str paper_trim(struct str text);

/* Takes the number behind blanks off and returns it; -1 if there is none or it is too long. */
int paper_take_number(struct str *text);

/* Takes the words behind blanks off, and whether they stood there. */
bool paper_take(struct str *text, const char *wanted);

/* The byte behind the number at the start, with its point and commas; 0 if there is none. */
size_t paper_number_end(struct str text);

/* Whether the calendar has such a day. */
bool paper_is_day(int year, int month, int day);

#endif
