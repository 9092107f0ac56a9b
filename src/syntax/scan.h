/*
 * scan.h - what the scanner's rules call: words, numbers, dates, texts, signs, comments.
 *
 * A function that reads on takes the place of the token's first bytes and moves its end; it never
 * looks behind that place and never reads a byte twice, so a file takes time in step with its size.
 * A mistake is reported here and TOK_JX_error returned, which the grammar does not report again.
 */
#ifndef SYNTAX_SCAN_H
#define SYNTAX_SCAN_H

#include "syntax/parse_state.h"

/* Returned for what separates tokens and is none. */
enum { SCAN_BLANK = -1 };

/* For each match: sets `*place` and moves the running offset. */
static inline void scan_begin(struct parse *p, size_t length, struct span *place)
{
    *place = (struct span){p->source, p->offset, p->offset + (uint32_t)length};
    p->offset = place->end;
}

/* After reading on: moves the running offset behind the token and the blanks after it. */
static inline uint32_t scan_end(struct parse *p, const struct span *place)
{
    const char *text = p->text.ptr;
    uint32_t end = place->end;
    if (end < p->text.len && (text[end] == ' ' || text[end] == '\t')) {
        while (p->text.len - end >= 4 && memcmp(text + end, "    ", 4) == 0)
            end += 4;
        while (end < p->text.len && (text[end] == ' ' || text[end] == '\t'))
            end++;
    }
    return p->offset = end;
}

/* Out of memory inside flex: leaves as the arena does, never by exit(). */
_Noreturn void scan_out_of_memory(void *scanner, const char *text);

/* `//` to the end of the line; `///` is kept for the next node. */
void scan_comment(struct parse *p, const struct span *place);
int scan_long_comment(struct parse *p, JX_STYPE *value, struct span *place);

/* Where something of several lines that starts at byte `start` had better end if its own end is
 * lost: before the next line that looks like an item and is indented no deeper. */
size_t scan_lost_end(struct str text, size_t start);

/* Whether the word is one of the few that are reserved, such as 至 and `to`: both of its spellings. */
bool scan_reserved(struct str word, struct bilingual *names);

/* Tokens, from their first character on. */
int scan_number(struct parse *p, JX_STYPE *value, struct span *place);
int scan_text(struct parse *p, JX_STYPE *value, struct span *place);
int scan_word(struct parse *p, JX_STYPE *value, struct span *place);
int scan_sign(struct parse *p, JX_STYPE *value, struct span *place);
int scan_stray(struct parse *p, JX_STYPE *value, struct span *place);

/* A relation or ratio that was understood, but is not written as the forms have it (≧, 》, =>, （%）):
 * a hint with the usual sign. Gives `token` back. */
int scan_report_unusual(struct parse *p, int token, const JX_STYPE *value,
                        const struct span *place);

/* Whether an invisible character, which is reported on its own, stands at byte `at`. */
bool scan_is_invisible(const struct parse *p, size_t at);

/* A character outside ASCII: a sign, a digit, a quote, or the start of a word. */
int scan_wide(struct parse *p, JX_STYPE *value, struct span *place);

/* Inside quotes (scan_block.c): `"""` blocks; a text's bytes with escapes replaced; the byte of the line
 * end at or after `at`, or `end`. */
int scan_text_block(struct parse *p, JX_STYPE *value, struct span *place);
struct str scan_unescape(struct parse *p, size_t start, size_t end);
size_t scan_line_end(struct str text, size_t at, size_t end);

/* Gives a text its value, whatever its quotes; one that is too long is reported. Returns `token`. */
int scan_accept_text(struct parse *p, JX_STYPE *value, const struct span *place, struct str text,
                     int token);

/* “…” from its first quote on (`quote` is the code point), and 《…》. */
int scan_chinese_text(struct parse *p, JX_STYPE *value, struct span *place, uint32_t quote);
int scan_title(struct parse *p, JX_STYPE *value, struct span *place);

/* A text in 「」, ‘’ or the like, which are no quotes here but plainly meant; or a stray mark. */
int scan_foreign_text(struct parse *p, JX_STYPE *value, struct span *place, const char *close);

#endif
