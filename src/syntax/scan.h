/*
 * scan.h - what the scanner's rules call: words, numbers, dates, texts, signs, comments.
 *
 * A function that reads on takes the place of the token's first bytes and moves its end; it never
 * looks behind that place and never reads a byte twice, so a file takes time in step with its size.
 * A mistake is reported here and TOK_JX_error returned, which the grammar does not report again.
 */
#ifndef SYNTAX_SCAN_H
#define SYNTAX_SCAN_H

#include "base/bytes.h"
#include "syntax/parse_state.h"

/*
 * Returned instead of a token: SCAN_BLANK for what separates tokens and is none, SCAN_LATER for what
 * must wait. The scanner reads on to the end of a line, ahead of the grammar (p->is_ahead). But an
 * error hides what is wrong behind it on its line, so whatever is reported, and all that depends on
 * it, is read no sooner than asked for; until then it is left where it is.
 */
enum { SCAN_BLANK = -1, SCAN_LATER = -4 };

/* Past the blanks at `at`, in text with a NUL at its end and BYTES_ROOM bytes more. */
static inline char *scan_skip_blanks(const char *at)
{
    if ((unsigned char)*at <= ' ') {
        /* Between tokens there is mostly one. */
        bool is_one = *at == ' ' && (unsigned char)at[1] > ' ';
        at = is_one ? at + 1 : bytes_behind_blanks(at);
    }
    return (char *)(uintptr_t)at;
}

/* Whether a line end or a comment that documents nothing stands at `at`; the line end then. */
static inline bool scan_ends_line(const char *at)
{
    return *at == '\n' || *at == '\r' ||
           (*at == '/' && at[1] == '/' && (at[2] != '/' || at[3] == '/'));
}

static inline const char *scan_line_end_at(const char *at)
{
    return *at == '\n' ? at : at + strcspn(at, "\n");
}

/* Whether one of the ideographs from U+4000 to U+9FFF stands at `at`. */
static inline bool scan_begins_ideograph(const char *at)
{
    return (unsigned char)(*at - '\xE4') <= 5;
}

/* Whether such an ideograph, a Latin letter or `_` stands there. */
static inline bool scan_begins_word(const char *at)
{
    return scan_begins_ideograph(at) || (unsigned char)((*at | 0x20) - 'a') < 26 || *at == '_';
}

/* Gives the `///` lines before it to the token. */
void scan_keep_documentation(struct parse *p, const struct token *token);

/* Adds the token to those ahead. */
static inline void scan_keep(struct parse *p, struct token *token, int kind)
{
    token->kind = kind;
    p->ahead_end++;
    if (p->pending.len && kind != TOK_NEWLINE)
        scan_keep_documentation(p, token);
    p->is_ahead = true;
}

/* Out of memory inside flex: leaves as the arena does, never by exit(). */
_Noreturn void scan_out_of_memory(void *scanner, const char *text);

/* `//` to the end of the line; `///` is kept for the next node. */
void scan_comment(struct parse *p, const struct span *place);
int scan_long_comment(struct parse *p, JX_STYPE *value, struct span *place);

/* The line end that the text uses, going by its first line. */
static inline struct str scan_newline(struct str text)
{
    const char *first = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
    return first && first > text.ptr && first[-1] == '\r' ? STR("\r\n") : STR("\n");
}

/* Behind the spaces and tabs from byte `at` on. */
static inline size_t scan_blanks_end(struct str text, size_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        at++;
    return at;
}

/* Reports that a comma stands where the point of a number belongs: between these digits, in `whole`. */
void scan_report_decimal_comma(struct parse *p, struct span whole, struct str before,
                               struct str after);

/* Whether byte `at` lies in a path with * or ? that has no quotes: gives the whole of it. (scan_path.c) */
bool scan_bare_path(struct parse *p, uint32_t at, struct span *path);

/* Reports it, and mends those listed behind it along. */
void scan_report_path(struct parse *p, struct span path);

/* Where something of several lines that starts at byte `start` had better end if its own end is
 * lost: before the next line that looks like an item and is indented no deeper. */
size_t scan_lost_end(struct str text, size_t start);

/* Whether the word is one of the few that are reserved, such as 至 and `to`: both of its spellings. */
bool scan_reserved(struct str word, struct bilingual *names);

/* Whether one of 至, 且, 或 and 属于, or a longer word, may stand at `at`, where 3 bytes may be read. */
static inline bool scan_begins_operator(const char *at)
{
    switch (*at) {
    case '\xE8':
        return memcmp(at, "至", 3) == 0;
    case '\xE4':
        return memcmp(at, "且", 3) == 0;
    case '\xE6':
        return memcmp(at, "或", 3) == 0;
    case '\xE5':
        return memcmp(at, "属", 3) == 0;
    }
    return false;
}

/* Behind the word of ideographs or of Latin letters that begins at `at`, in text as above: one that is
 * none of the reserved ones and certainly ends there; else NULL. */
const char *scan_chinese_word(const char *at);
const char *scan_latin_word(const char *at);

static inline const char *scan_plain_word(const char *at)
{
    return scan_begins_ideograph(at) ? scan_chinese_word(at) : scan_latin_word(at);
}

/* Whether an item or a `}`, going by its first characters, stands at `at`: no sign or word that could join
 * it to the line before. */
static inline bool scan_begins_plainly(const char *at)
{
    if (scan_begins_ideograph(at))
        return !scan_begins_operator(at);
    return *at == '}' || *at == '"' || (scan_begins_word(at) && scan_latin_word(at));
}

/* Behind the number or the date that stands at `at`, written as most are; NULL if it needs a closer look. */
const char *scan_plain_number(const char *at, struct decimal *number);
const char *scan_plain_date(const char *at, struct date *date);

/* Moves `*at` past the wanted text if it stands there. */
bool scan_skip_text(struct str text, size_t *at, const char *wanted);

/* Whether nothing of the value goes on behind byte `at`: the line, the item or the block ends, or the text,
 * or a comment begins. Behind ｝, which may be a slip, so much is asked for as well. */
bool scan_ends_value(struct str text, size_t at);

/*
 * A date whose four digits of the year end at byte `at`: 2020-01-31, 2020年1月31日, 2020年1月, and
 * the forms met in practice that are read with a note, 2020/1/31 and 2020.1.31. Returns the byte
 * behind it, or 0. `*canonical` tells whether it is written as the language has it.
 */
size_t scan_read_date(struct str text, size_t at, struct date *date, bool *canonical);

/* The token for a date that was read at `place`: reported if there is no such day, or if it is written in
 * another way than the language has it. */
int scan_accept_date(struct parse *p, JX_STYPE *value, struct span *place, struct date date,
                     bool canonical);

/* 2026.3.1-2026.12.31: a period with a dash, behind whose first day `at` is. Reported, with both days as
 * they should be; false if it is none. */
bool scan_report_dashed_period(struct parse *p, struct span *place, struct date first, size_t at);

/* A number or a date in any of the ways that they are written. */
int scan_any_number(struct parse *p, JX_STYPE *value, struct span *place);

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

/* The byte behind an `=` of any width that stands at byte `at` or behind blanks there; 0 if none does. */
uint32_t scan_equals_behind(struct str text, uint32_t at);

/* Whether an invisible character, which is reported on its own, stands at byte `at`. */
bool scan_is_invisible(const struct parse *p, size_t at);

/* A character outside ASCII: a sign, a digit, a quote, or the start of a word. */
int scan_wide(struct parse *p, JX_STYPE *value, struct span *place);

/* Inside quotes (scan_block.c): `"""` blocks; a text's bytes with escapes replaced; the byte of the line
 * end at or after `at`, or `end`. */
int scan_text_block(struct parse *p, JX_STYPE *value, struct span *place);
struct str scan_unescape(struct parse *p, size_t start, size_t end);
size_t scan_line_end(struct str text, size_t at, size_t end);

/* Whether the token at hand is the first of a node. */
static inline bool scan_begins_node(const struct parse *p)
{
    int before = p->is_ahead ? p->ahead[p->ahead_end - 1].kind : TOK_NEWLINE;
    return p->is_ahead ? before == TOK_END || before == TOK_OPEN_BLOCK || before == TOK_CLOSE_BLOCK
                       : p->at_start;
}

/*
 * What is kept from a paper form (scan_paper.c), told with what to do about it; each returns the token,
 * SCAN_BLANK or SCAN_LATER, moving the end of the place, and 0 for anything else.
 *
 * Numbering before an item (1、 （2） ①) is left out, and so are strokes that say there is nothing; without
 * them it is `token`. 2026年 before a colon has its parts the wrong way round. Boxes (☑新增项目 □延续项目)
 * take all behind the colon. A document number (区教〔2019〕12号), met at its 〔 or 【, lacks its quotes or its
 * braces.
 */
int scan_numbering(struct parse *p, struct span *place);
int scan_number_first(struct parse *p, struct span *place);
int scan_unless_nothing(struct parse *p, struct span *place, int token);
int scan_boxes(struct parse *p, struct span *place);
int scan_document_number(struct parse *p, struct span *place);

/* 《…》云教〔2025〕8号: reports a document's number whose first word stands behind its title; or false. */
bool scan_report_number_behind_title(struct parse *p, struct span title, struct span word);

/* 云教[2025]8号, met at its 8: the same where the year stands in brackets that are signs here. */
bool scan_report_number_around(struct parse *p, struct span serial);

/* Whether 年2027 and a colon begin a node at byte `start`: it is read as two tokens. */
bool scan_joined_year(const struct parse *p, uint32_t start);

/* Gives a text its value, whatever its quotes; one that is too long is reported. Returns `token`. */
int scan_accept_text(struct parse *p, JX_STYPE *value, const struct span *place, struct str text,
                     int token);

/* “…” from its first quote on (`quote` is the code point), and 《…》. */
int scan_chinese_text(struct parse *p, JX_STYPE *value, struct span *place, uint32_t quote);
int scan_title(struct parse *p, JX_STYPE *value, struct span *place);

/* A text in 「」, ‘’ or the like, which are no quotes here but plainly meant; or a stray mark. */
int scan_foreign_text(struct parse *p, JX_STYPE *value, struct span *place, const char *close);

#endif
