/* scan_text.c - texts in quotes, and titles. */
#include "base/bytes.h"
#include "base/utf8.h"
#include "syntax/scan.h"

enum { TEXT_LIMIT = 64 * 1024, LOOK_AHEAD = 2048 };

int scan_accept_text(struct parse *p, JX_STYPE *value, const struct span *place, struct str text,
                     int token)
{
    if (text.len > TEXT_LIMIT) {
        if (p->is_ahead)
            return SCAN_LATER;
        diag_report(p->diags, DIAG_TEXT_TOO_LONG, *place, DIAG_NUMBER(TEXT_LIMIT / 1024));
    }
    value->TOK_TEXT = text;
    p->text_end = token == TOK_TEXT ? place->end : 0;
    return token;
}

/* The end of the line that byte `at` is on; or of so much of a long one as may be looked at for
 * each of its texts. */
static size_t near_line_end(struct str text, size_t at)
{
    size_t most = text.len - at < LOOK_AHEAD ? text.len - at : LOOK_AHEAD;
    const char *found = most ? memchr(text.ptr + at, '\n', most) : NULL;
    return found ? (size_t)(found - text.ptr) : at + most;
}

/* Whether an odd number of `"` stands between the two bytes. */
static bool odd_quotes(struct str text, size_t at, size_t end)
{
    bool odd = false;
    for (; at < end; at++)
        odd ^= text.ptr[at] == '"';
    return odd;
}

static bool is_colon(struct str text, size_t at, size_t end)
{
    return at < end &&
           (text.ptr[at] == ':' || (end - at >= 3 && memcmp(text.ptr + at, "：", 3) == 0));
}

/* How many blocks that were opened on the line of byte `at`, before it, are still open. */
static unsigned open_on_line(const struct parse *p, size_t at)
{
    unsigned count = 0;
    for (size_t i = p->brace_count; i-- > 0; count++) {
        size_t from = p->braces[i].span.end;
        if (from > at || memchr(p->text.ptr + from, '\n', at - from))
            break;
    }
    return count;
}

/* The end of what stands from `start` to `end`, blanks at its end left out. */
static uint32_t without_blanks(struct str text, uint32_t start, uint32_t end)
{
    while (end > start && strchr(" \t\r", text.ptr[end - 1]))
        end--;
    return end;
}

/* Where a text whose closing quote is lost had better end: before the `：` that makes it the head of
 * a line, before the `{` that ends the line, the `}` of a block on this line, or the line's end. */
static uint32_t likely_end(const struct parse *p, uint32_t start, uint32_t line_end)
{
    struct str text = p->text;
    if (p->at_start) {
        for (uint32_t at = start; at < line_end; at++) {
            if (is_colon(text, at, line_end))
                return at;
        }
    }
    line_end = without_blanks(text, start, line_end);
    if (line_end > start && text.ptr[line_end - 1] == '{')
        return without_blanks(text, start, line_end - 1);
    for (unsigned open = open_on_line(p, start);
         open && line_end > start && text.ptr[line_end - 1] == '}'; open--)
        line_end = without_blanks(text, start, line_end - 1);
    return line_end;
}

/* A quote too many right behind a text: it is left out. */
static int doubled_quote(struct parse *p, const struct span *place)
{
    if (parse_breaks_line(p, place->start)) {
        struct diag *diag = diag_report(p->diags, DIAG_MISMATCHED_QUOTES, *place, DIAG_NONE);
        diag_help(p->diags, diag, NOTE_HELP_QUOTE_TWICE, DIAG_NONE);
        diag_fix(p->diags, diag, *place, STR(""), FIX_SAFE);
    }
    return SCAN_BLANK;
}

/* A quote with no text behind it on its line: rather the end of a text whose first one is lost. */
static int unopened_text(struct parse *p, struct span *place, struct str open)
{
    struct str text = p->text;
    struct diag *diag = diag_report(p->diags, DIAG_MISMATCHED_QUOTES, *place, DIAG_NONE);
    diag_help(p->diags, diag, NOTE_HELP_OPEN_TEXT, DIAG_TEXT(open));
    uint32_t at = place->start;
    while (at > 0 && text.ptr[at - 1] != '\n' && !is_colon(text, at, text.len))
        at--;
    if (is_colon(text, at, text.len)) {
        at += text.ptr[at] == ':' ? 1 : 3;
        while (text.ptr[at] == ' ')
            at++;
        diag_fix(p->diags, diag, (struct span){p->source, at, at}, open, FIX_NAMED);
    }
    return TOK_JX_error;
}

/* Whether `quote` (3 bytes) stands at byte `at`. */
static bool stands_at(struct str text, size_t at, const char *quote)
{
    return text.len - at >= 3 && memcmp(text.ptr + at, quote, 3) == 0;
}

/* The length of a quote of any style at byte `at`, or 0; `*point` is which. */
static size_t any_quote(struct str text, size_t at, uint32_t *point)
{
    static const char *const quotes[] = {"“", "”", "‘", "’", "＂"};
    static const uint32_t points[] = {0x201C, 0x201D, 0x2018, 0x2019, 0xFF02};
    *point = '"';
    if (text.ptr[at] == '"')
        return 1;
    if (((unsigned char)text.ptr[at] & 0xE0) != 0xE0)
        return 0;
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
        *point = points[i];
        if (stands_at(text, at, quotes[i]))
            return 3;
    }
    return 0;
}

/*
 * The byte behind a quote that closes the text on a later line, or 0. Texts pasted from a document run
 * over lines; it is one if the next quote of the file is followed by nothing that it could open.
 */
static size_t pasted_end(const struct parse *p, size_t at, struct str close)
{
    enum { LINES_LIMIT = 64 };
    struct str text = p->text;
    for (unsigned lines = 0; at < text.len && lines < LINES_LIMIT; at++) {
        if (text.ptr[at] == '\n')
            lines++;
        uint32_t point;
        size_t length = any_quote(text, at, &point);
        if (length == 0)
            continue;
        if (length != close.len || memcmp(text.ptr + at, close.ptr, close.len) != 0 || lines == 0)
            return 0;
        size_t behind = at + length;
        while (behind < text.len && strchr(" \t\r", text.ptr[behind]) && text.ptr[behind])
            behind++;
        bool ends = behind == text.len || strchr("\n{};", text.ptr[behind]);
        return ends ? at + length : 0;
    }
    return 0;
}

/* A text that begins at place->start and meets the end of its line at byte `line_end`. */
static int unclosed_text(struct parse *p, struct span *place, size_t line_end, enum diag_code code,
                         struct str close)
{
    struct str quote = close;
    uint32_t end = likely_end(p, place->end, (uint32_t)line_end);
    struct span opened = *place;
    bool is_end = code == DIAG_UNCLOSED_TEXT && !p->at_start &&
                  (end == place->end || is_colon(p->text, place->end, line_end));
    if (!parse_breaks_line(p, place->start)) {
        place->end = end;
        return TOK_JX_error;
    }
    if (is_end)
        return unopened_text(p, place, str_equal(close, STR("”")) ? STR("“") : close);
    struct diag *diag = diag_report(p->diags, code, opened, DIAG_NONE);
    size_t pasted = code == DIAG_UNCLOSED_TEXT ? pasted_end(p, line_end, close) : 0;
    if (pasted) {
        diag_help(p->diags, diag, NOTE_HELP_TEXT_BLOCK, DIAG_NONE);
        place->end = (uint32_t)pasted;
        return TOK_JX_error;
    }
    if (code == DIAG_UNCLOSED_TITLE) {
        diag_help(p->diags, diag, NOTE_HELP_CLOSE_TITLE, DIAG_NONE);
    } else {
        diag_help(p->diags, diag, NOTE_HELP_CLOSE_TEXT, DIAG_TEXT(quote));
        diag_help(p->diags, diag, NOTE_HELP_TEXT_BLOCK, DIAG_NONE);
    }
    diag_fix(p->diags, diag, (struct span){p->source, end, end}, quote, FIX_NAMED);
    place->end = end;
    return TOK_JX_error;
}

/* `""abc"`: a text whose first quote was typed twice. */
static bool opens_twice(struct str text, size_t start, size_t *end)
{
    if (start + 1 >= text.len || text.ptr[start] != '"')
        return false;
    size_t at = start + 1, line_end = near_line_end(text, at);
    uint32_t point = at < line_end ? utf8_next(text, &at) : ' ';
    if (point <= ' ' || strchr(":,;{})]=", (int)(point < 0x80 ? point : 'a')) ||
        (point >= 0xFF00 && point < 0xFF60) || !odd_quotes(text, start + 1, line_end))
        return false;
    const char *quote = memchr(text.ptr + start + 1, '"', line_end - start - 1);
    *end = (size_t)(quote - text.ptr);
    return true;
}

/* `"…”` and the like: the byte of the quote that no “ before it on the line opened, or line_end. */
static size_t chinese_end(struct str text, size_t at, size_t line_end)
{
    for (unsigned depth = 0; at < line_end; at++) {
        if (line_end - at >= 3 && memcmp(text.ptr + at, "“", 3) == 0)
            depth++;
        else if (line_end - at >= 3 && memcmp(text.ptr + at, "”", 3) == 0 && depth-- == 0)
            return at;
    }
    return line_end;
}

static int mismatched_text(struct parse *p, JX_STYPE *value, struct span *place, size_t start,
                           size_t end, size_t close_length);

/* A text in ASCII quotes whose line ends before it does. */
static int scan_open_text(struct parse *p, JX_STYPE *value, struct span *place, size_t line_end)
{
    size_t start = place->end, end = chinese_end(p->text, start, line_end);
    if (end < line_end)
        return mismatched_text(p, value, place, start, end, 3);
    return unclosed_text(p, place, line_end, DIAG_UNCLOSED_TEXT, STR("\""));
}

/* Past what is neither a quote, a backslash nor a line end. */
static size_t skip_plain(struct str text, size_t at)
{
    return bytes_find(text, at, '"', '\\', '\n');
}

/* A text in ASCII quotes of whatever kind. */
static int scan_any_text(struct parse *p, JX_STYPE *value, struct span *place)
{
    struct str text = p->text;
    size_t start = place->end, at = start;
    if (text.len - start >= 2 && memcmp(text.ptr + start, "\"\"", 2) == 0)
        return scan_text_block(p, value, place);
    size_t end;
    if (p->text_end == place->start && place->start > 0 &&
        !odd_quotes(text, start, near_line_end(text, start)))
        return doubled_quote(p, place);
    if (opens_twice(text, start, &end)) {
        doubled_quote(p, place);
        place->end = (uint32_t)end + 1;
        return scan_accept_text(p, value, place, str_part(text, start + 1, end), TOK_TEXT);
    }
    bool escapes = false;
    p->bad_escape = NULL;
    for (at = skip_plain(text, at); at < text.len; at = skip_plain(text, at + 1)) {
        char c = text.ptr[at];
        if (c == '"' || c == '\n')
            break;
        if (c == '\\') {
            escapes = true;
            at += at + 1 < text.len && text.ptr[at + 1] != '\n';
        }
    }
    if (at >= text.len || text.ptr[at] == '\n')
        return scan_open_text(p, value, place, at < text.len ? at : text.len);
    place->end = (uint32_t)at + 1;
    struct str content = escapes ? scan_unescape(p, start, at) : str_part(text, start, at);
    return scan_accept_text(p, value, place, content, TOK_TEXT);
}

int scan_text(struct parse *p, JX_STYPE *value, struct span *place)
{
    size_t start = place->end, end = skip_plain(p->text, start);
    bool is_plain = end > start && end - start <= TEXT_LIMIT && end < p->text.len &&
                    p->text.ptr[end] == '"' && p->text_end != place->start;
    if (!is_plain)
        return p->is_ahead ? SCAN_LATER : scan_any_text(p, value, place);
    place->end = p->text_end = (uint32_t)end + 1;
    value->TOK_TEXT = (struct str){p->text.ptr + start, end - start};
    return TOK_TEXT;
}

/*
 * The byte behind the `close` that belongs to an `open` before `at`, pairs inside it counted; or
 * the end of the line, with `*closed` false.
 */
static size_t pair_end(struct str text, size_t at, const char *open, const char *close,
                       bool *closed)
{
    unsigned depth = 1;
    *closed = false;
    while ((at = bytes_find(text, at, open[0], close[0], '\n')) < text.len &&
           text.ptr[at] != '\n') {
        depth += stands_at(text, at, open);
        depth -= stands_at(text, at, close);
        at += 3;
        if (depth == 0) {
            *closed = true;
            return at;
        }
    }
    return at < text.len ? at : text.len;
}

/* pair_end that looks no further than LOOK_AHEAD where a line has shown that it has no pairs. */
static size_t near_pair_end(struct parse *p, size_t at, const char *open, const char *close,
                            bool *closed)
{
    struct str text = p->text;
    if (at < p->unpaired_to && text.len - at > LOOK_AHEAD) {
        text.len = at + LOOK_AHEAD;
        while (((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
            text.len--;
    }
    size_t end = pair_end(text, at, open, close, closed);
    if (!*closed && end > p->unpaired_to && !p->is_ahead)
        p->unpaired_to = end;
    return end;
}

/* Quotes that are none here, a text all the same: from byte `start` to `end`, where the other quote is. */
static int wrong_quotes(struct parse *p, JX_STYPE *value, struct span *place, size_t start,
                        size_t end, size_t close_length)
{
    struct span opened = {p->source, place->start, (uint32_t)start};
    struct span closed = {p->source, (uint32_t)end, (uint32_t)(end + close_length)};
    place->end = closed.end;
    struct diag *diag = diag_report(p->diags, DIAG_MISMATCHED_QUOTES, *place, DIAG_NONE);
    diag_help(p->diags, diag, NOTE_HELP_QUOTE_PAIRS, DIAG_NONE);
    diag_fix(p->diags, diag, opened, STR("“"), FIX_SAFE);
    diag_fix(p->diags, diag, closed, STR("”"), FIX_SAFE);
    return scan_accept_text(p, value, place, str_part(p->text, start, end), TOK_TEXT);
}

/* A quote the wrong way round, or of two styles: still a text if its other end is on the line. */
static int mismatched_text(struct parse *p, JX_STYPE *value, struct span *place, size_t start,
                           size_t end, size_t close_length)
{
    if (parse_breaks_line(p, place->start))
        return wrong_quotes(p, value, place, start, end, close_length);
    place->end = (uint32_t)(end + close_length);
    return TOK_JX_error;
}

int scan_foreign_text(struct parse *p, JX_STYPE *value, struct span *place, const char *close)
{
    struct str text = p->text;
    size_t start = place->end, length = strlen(close);
    size_t line_end = scan_line_end(text, start, text.len);
    for (size_t at = start; at + length <= line_end; at++) {
        if (memcmp(text.ptr + at, close, length) == 0)
            return wrong_quotes(p, value, place, start, at, length);
    }
    struct diag *diag =
        diag_report(p->diags, DIAG_STRAY_CHARACTER, *place, DIAG_TEXT(span_text(*place)));
    diag_help(p->diags, diag, NOTE_HELP_QUOTE_PAIRS, DIAG_NONE);
    return TOK_JX_error;
}

/* Whether three Chinese quotes stand at byte `at`: a text block as an input method types it. */
static bool is_wide_block(struct str text, size_t at)
{
    uint32_t point;
    for (int i = 0; i < 3; i++, at += 3) {
        if (at >= text.len || any_quote(text, at, &point) != 3)
            return false;
    }
    return true;
}

/* “““ … ”””: told once, with the edit, up to the quotes that close it. */
static int wide_block(struct parse *p, struct span *place)
{
    struct str text = p->text;
    size_t at = place->start + 9;
    while (at < text.len && !is_wide_block(text, at))
        at++;
    if (at >= text.len)
        return 0;
    struct span opened = {p->source, place->start, place->start + 9};
    struct span closed = {p->source, (uint32_t)at, (uint32_t)at + 9};
    place->end = closed.end;
    if (parse_breaks_line(p, place->start)) {
        struct diag *diag = diag_report(p->diags, DIAG_MISMATCHED_QUOTES, opened, DIAG_NONE);
        diag_help(p->diags, diag, NOTE_HELP_TEXT_BLOCK, DIAG_NONE);
        diag_fix(p->diags, diag, opened, STR("\"\"\""), FIX_SAFE);
        diag_fix(p->diags, diag, closed, STR("\"\"\""), FIX_SAFE);
    }
    return TOK_JX_error;
}

int scan_chinese_text(struct parse *p, JX_STYPE *value, struct span *place, uint32_t quote)
{
    struct str text = p->text;
    size_t start = place->end;
    if (p->is_ahead && (quote != 0x201C || is_wide_block(text, place->start)))
        return SCAN_LATER;
    int block = is_wide_block(text, place->start) ? wide_block(p, place) : 0;
    if (block)
        return block;
    bool closed;
    if (quote == 0x201D && p->text_end == place->start && place->start > 0)
        return doubled_quote(p, place);
    size_t end = near_pair_end(p, start, "“", "”", &closed);
    if (quote == 0x201C && closed) {
        place->end = (uint32_t)end;
        return scan_accept_text(p, value, place, str_part(text, start, end - 3), TOK_TEXT);
    }
    if (p->is_ahead)
        return SCAN_LATER;
    size_t line_end = closed ? near_line_end(text, start) : end;
    bool odd = odd_quotes(text, start, line_end);
    for (size_t at = start; at < line_end; at++) {
        uint32_t point;
        size_t length = any_quote(text, at, &point);
        if (length == 3 && quote == 0xFF02 && point == 0xFF02) {
            place->end = (uint32_t)at + 3;
            return scan_accept_text(p, value, place, str_part(text, start, at), TOK_TEXT);
        }
        if (length && (point != '"' || odd))
            return mismatched_text(p, value, place, start, at, length);
    }
    return unclosed_text(p, place, line_end, DIAG_UNCLOSED_TEXT, STR("”"));
}

int scan_title(struct parse *p, JX_STYPE *value, struct span *place)
{
    struct str text = p->text;
    size_t at = place->end;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    uint32_t equals = scan_equals_behind(text, place->end);
    if (equals) {
        place->end = equals; /* no title begins so: 《= typed for ≤ */
        value->TOK_RELATION = AST_LESS_EQUAL;
        return scan_report_unusual(p, TOK_RELATION, value, place);
    }
    bool closed;
    size_t end = near_pair_end(p, place->end, "《", "》", &closed);
    if (closed) {
        place->end = (uint32_t)end;
        return scan_accept_text(p, value, place, str_part(text, place->start, end), TOK_TITLE);
    }
    if (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9') {
        value->TOK_RELATION = AST_LESS_EQUAL; /* 《 90 typed for ≤ 90 */
        return scan_report_unusual(p, TOK_RELATION, value, place);
    }
    return p->is_ahead ? SCAN_LATER : unclosed_text(p, place, end, DIAG_UNCLOSED_TITLE, STR("》"));
}
