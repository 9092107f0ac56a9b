/* scan_text.c - texts in quotes, text blocks, titles. */
#include "base/utf8.h"
#include "syntax/scan.h"

enum { TEXT_LIMIT = 64 * 1024 };

static int accept_text(struct parse *p, JX_STYPE *value, const struct span *place, struct str text,
                       int token)
{
    if (text.len > TEXT_LIMIT)
        diag_report(p->diags, DIAG_TEXT_TOO_LONG, *place, DIAG_NUMBER(TEXT_LIMIT / 1024));
    value->TOK_TEXT = text;
    return token;
}

/*
 * Where a text whose closing quote is lost had better end: before the `：` that makes it the head of
 * a line, before the `{` that ends the line, or at the end of the line.
 */
static uint32_t likely_end(const struct parse *p, uint32_t start, uint32_t line_end)
{
    struct str text = p->text;
    if (p->at_start) {
        for (uint32_t at = start; at < line_end; at++) {
            if (text.ptr[at] == ':' ||
                (line_end - at >= 3 && memcmp(text.ptr + at, "：", 3) == 0))
                return at;
        }
    }
    while (line_end > start && strchr(" \t\r", text.ptr[line_end - 1]))
        line_end--;
    if (line_end > start && text.ptr[line_end - 1] == '{') {
        line_end--;
        while (line_end > start && strchr(" \t", text.ptr[line_end - 1]))
            line_end--;
    }
    return line_end;
}

/* A text that begins at place->start and meets the end of its line at byte `line_end`. */
static int unclosed_text(struct parse *p, struct span *place, size_t line_end, enum diag_code code,
                         struct str close)
{
    struct str quote = close;
    uint32_t end = likely_end(p, place->end, (uint32_t)line_end);
    struct span opened = *place;
    struct diag *diag = diag_report(p->diags, code, opened, DIAG_NONE);
    diag_help(p->diags, diag, NOTE_HELP_CLOSE_TEXT, DIAG_TEXT(quote));
    if (code == DIAG_UNCLOSED_TEXT)
        diag_help(p->diags, diag, NOTE_HELP_TEXT_BLOCK, DIAG_NONE);
    diag_fix(p->diags, diag, (struct span){p->source, end, end}, quote, FIX_NAMED);
    place->end = end;
    return TOK_JX_error;
}

/* Appends what the escape at byte `*at` (behind the backslash) stands for. */
static size_t escape(struct parse *p, size_t *at, size_t end, char *out)
{
    size_t start = *at - 1;
    char c = *at < end ? p->text.ptr[(*at)++] : '\0';
    switch (c) {
    case 'n': *out = '\n'; return 1;
    case 't': *out = '\t'; return 1;
    case '"':
    case '\\': *out = c; return 1;
    case 'u': {
        uint32_t point = 0;
        size_t digit = *at + 1, length = 0;
        bool opened = *at < end && p->text.ptr[*at] == '{';
        for (; opened && digit < end && length < 7 && p->text.ptr[digit] != '}'; digit++, length++) {
            char h = p->text.ptr[digit];
            uint32_t nibble = h >= '0' && h <= '9'   ? (uint32_t)(h - '0')
                              : h >= 'a' && h <= 'f' ? (uint32_t)(h - 'a' + 10)
                              : h >= 'A' && h <= 'F' ? (uint32_t)(h - 'A' + 10)
                                                     : 0x200000;
            point = point * 16 + nibble;
        }
        if (opened && length >= 1 && length <= 6 && digit < end && p->text.ptr[digit] == '}' &&
            point <= 0x10FFFF && point >= 0x20 && !(point >= 0xD800 && point <= 0xDFFF)) {
            *at = digit + 1;
            return utf8_write(point, out);
        }
        break;
    }
    default: break;
    }
    size_t next = start + 1;
    if (next < end)
        utf8_next(p->text, &next);
    struct diag *diag = diag_report(p->diags, DIAG_BAD_ESCAPE,
                                    ((struct span){p->source, (uint32_t)start, (uint32_t)next}),
                                    DIAG_TEXT(str_part(p->text, start, next)));
    diag_help(p->diags, diag, NOTE_HELP_ESCAPES, DIAG_NONE);
    diag_fix(p->diags, diag, (struct span){p->source, (uint32_t)start, (uint32_t)start}, STR("\\"),
             FIX_SAFE);
    *out = '\\';
    return 1;
}

/* The bytes from `start` to `end` with escapes replaced; every escape is longer than what it is. */
static struct str unescape(struct parse *p, size_t start, size_t end)
{
    char *out = arena_alloc(p->arena, end - start + 1);
    size_t length = 0;
    for (size_t at = start; at < end;) {
        char c = p->text.ptr[at++];
        if (c == '\\')
            length += escape(p, &at, end, out + length);
        else
            out[length++] = c;
    }
    return (struct str){out, length};
}

/* Spaces and tabs at the start of the line from `at` on. */
static size_t indentation(struct str text, size_t at, size_t end)
{
    size_t start = at;
    while (at < end && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        at++;
    return at - start;
}

static bool is_blank_line(struct str text, size_t at, size_t end)
{
    while (at < end && strchr(" \t\r", text.ptr[at]))
        at++;
    return at == end || text.ptr[at] == '\n';
}

static size_t line_end_at(struct str text, size_t at, size_t end)
{
    const char *found = at < end ? memchr(text.ptr + at, '\n', end - at) : NULL;
    return found ? (size_t)(found - text.ptr) : end;
}

/*
 * The content of a text block: without its first line end, the indentation that all its lines share
 * (blank ones and the closing quotes' excepted), the blanks at line ends, and its last line end.
 */
static struct str block_content(struct parse *p, size_t start, size_t end)
{
    struct str text = p->text;
    if (is_blank_line(text, start, end)) {
        start = line_end_at(text, start, end);
        start += start < end;
    }
    size_t common = SIZE_MAX;
    for (size_t at = start; at < end;) {
        size_t stop = line_end_at(text, at, end), lead = indentation(text, at, stop);
        if (!is_blank_line(text, at, stop) && lead < common)
            common = lead;
        at = stop + 1;
    }
    char *out = arena_alloc(p->arena, end - start + 1);
    size_t length = 0;
    for (size_t at = start; at < end;) {
        size_t stop = line_end_at(text, at, end), lead = indentation(text, at, stop);
        for (size_t i = at + (lead < common ? lead : common); i < stop;) {
            char c = text.ptr[i++];
            if (c == '\\')
                length += escape(p, &i, stop, out + length);
            else
                out[length++] = c;
        }
        while (length && strchr(" \t\r", out[length - 1]))
            length--;
        out[length++] = '\n';
        at = stop + 1;
    }
    while (length && (out[length - 1] == '\n' || out[length - 1] == ' '))
        length--;
    return (struct str){out, length};
}

static int scan_text_block(struct parse *p, JX_STYPE *value, struct span *place)
{
    struct str text = p->text;
    size_t start = place->start + 3, at = start;
    place->end = (uint32_t)start;
    while (at < text.len) {
        const char *quote = memchr(text.ptr + at, '"', text.len - at);
        if (!quote)
            break;
        at = (size_t)(quote - text.ptr);
        size_t slashes = 0;
        while (at - slashes > start && text.ptr[at - slashes - 1] == '\\')
            slashes++;
        if (slashes % 2 == 0 && text.len - at >= 3 && memcmp(quote, "\"\"\"", 3) == 0) {
            place->end = (uint32_t)at + 3;
            return accept_text(p, value, place, block_content(p, start, at), TOK_TEXT);
        }
        at++;
    }
    struct diag *diag = diag_report(p->diags, DIAG_UNCLOSED_TEXT_BLOCK, *place, DIAG_NONE);
    diag_help(p->diags, diag, NOTE_HELP_CLOSE_TEXT_BLOCK, DIAG_NONE);
    /* Nobody can say where it should end, so the rest of this line is lost and no more. */
    place->end = (uint32_t)line_end_at(text, start, text.len);
    return TOK_JX_error;
}

/* Eight bytes at a time past what is neither a quote, a backslash nor a line end. */
static size_t skip_plain(struct str text, size_t at)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    for (uint64_t eight; at + sizeof eight <= text.len; at += sizeof eight) {
        memcpy(&eight, text.ptr + at, sizeof eight);
        uint64_t quote = eight ^ ones * '"', slash = eight ^ ones * '\\', line = eight ^ ones * '\n';
        if ((((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((line - ones) & ~line)) & tops)
            break;
    }
    while (at < text.len && text.ptr[at] != '"' && text.ptr[at] != '\\' && text.ptr[at] != '\n')
        at++;
    return at;
}

int scan_text(struct parse *p, JX_STYPE *value, struct span *place)
{
    struct str text = p->text;
    size_t start = place->end, at = start;
    if (text.len - start >= 2 && memcmp(text.ptr + start, "\"\"", 2) == 0)
        return scan_text_block(p, value, place);
    bool escapes = false;
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
        return unclosed_text(p, place, at < text.len ? at : text.len, DIAG_UNCLOSED_TEXT,
                             STR("\""));
    place->end = (uint32_t)at + 1;
    struct str content = escapes ? unescape(p, start, at) : str_part(text, start, at);
    return accept_text(p, value, place, content, TOK_TEXT);
}

/* Whether `quote` (3 bytes) stands at byte `at`. */
static bool stands_at(struct str text, size_t at, const char *quote)
{
    return text.len - at >= 3 && memcmp(text.ptr + at, quote, 3) == 0;
}

/*
 * The byte behind the `close` that belongs to an `open` before `at`, pairs inside it counted; or
 * the end of the line, with `*closed` false.
 */
static size_t pair_end(struct str text, size_t at, const char *open, const char *close, bool *closed)
{
    unsigned depth = 1;
    *closed = false;
    while (at < text.len && text.ptr[at] != '\n') {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c < 0xE2) {
            at++;
        } else if (stands_at(text, at, close)) {
            at += 3;
            if (--depth == 0) {
                *closed = true;
                return at;
            }
        } else {
            depth += stands_at(text, at, open);
            at += 3;
        }
    }
    return at < text.len ? at : text.len;
}

/* A quote the wrong way round, or of two styles: still a text if its other end is on the line. */
static int mismatched_text(struct parse *p, JX_STYPE *value, struct span *place, size_t start,
                           size_t end, size_t close_length)
{
    struct span opened = {p->source, place->start, (uint32_t)start};
    struct span closed = {p->source, (uint32_t)end, (uint32_t)(end + close_length)};
    place->end = closed.end;
    struct diag *diag = diag_report(p->diags, DIAG_MISMATCHED_QUOTES, *place, DIAG_NONE);
    diag_help(p->diags, diag, NOTE_HELP_QUOTE_PAIRS, DIAG_NONE);
    diag_fix(p->diags, diag, opened, STR("“"), FIX_SAFE);
    diag_fix(p->diags, diag, closed, STR("”"), FIX_SAFE);
    return accept_text(p, value, place, str_part(p->text, start, end), TOK_TEXT);
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

int scan_chinese_text(struct parse *p, JX_STYPE *value, struct span *place, uint32_t quote)
{
    struct str text = p->text;
    size_t start = place->end;
    bool closed;
    size_t end = pair_end(text, start, "“", "”", &closed);
    if (quote == 0x201C && closed) {
        place->end = (uint32_t)end;
        return accept_text(p, value, place, str_part(text, start, end - 3), TOK_TEXT);
    }
    size_t line_end = line_end_at(text, start, text.len);
    for (size_t at = start; at < line_end; at++) {
        uint32_t point;
        size_t length = any_quote(text, at, &point);
        if (length == 3 && quote == 0xFF02 && point == 0xFF02) {
            place->end = (uint32_t)at + 3;
            return accept_text(p, value, place, str_part(text, start, at), TOK_TEXT);
        }
        if (length)
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
    bool closed;
    size_t end = pair_end(text, place->end, "《", "》", &closed);
    if (closed) {
        place->end = (uint32_t)end;
        return accept_text(p, value, place, str_part(text, place->start, end), TOK_TITLE);
    }
    if (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9') {
        value->TOK_RELATION = AST_LESS_EQUAL; /* 《 90 typed for ≤ 90 */
        return TOK_RELATION;
    }
    return unclosed_text(p, place, end, DIAG_UNCLOSED_TITLE, STR("》"));
}
