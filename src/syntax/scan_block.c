/* scan_block.c - what stands inside quotes: escapes, and blocks of several lines. */
#include "base/utf8.h"
#include "syntax/scan.h"

enum { MENDED_LIMIT = 256 /* escapes that one diagnostic offers to mend */ };

/* The code point of `{…}` at byte `at` and the byte behind it; 0 if it names no character. */
static size_t escaped_point(struct str text, size_t at, size_t end, uint32_t *point)
{
    size_t digits = 0;
    *point = 0;
    if (at >= end || text.ptr[at++] != '{')
        return 0;
    for (; at < end && text.ptr[at] != '}' && digits < 6; at++, digits++) {
        char h = text.ptr[at];
        if (h >= '0' && h <= '9')
            *point = *point * 16 + (uint32_t)(h - '0');
        else if ((h | 0x20) >= 'a' && (h | 0x20) <= 'f')
            *point = *point * 16 + (uint32_t)((h | 0x20) - 'a' + 10);
        else
            return 0;
    }
    bool is_character = digits && at < end && text.ptr[at] == '}' && *point >= 0x20 &&
                        *point <= 0x10FFFF && !(*point >= 0xD800 && *point <= 0xDFFF);
    return is_character ? at + 1 : 0;
}

/* A character that nobody sees is told of however it was written. */
static void report_escaped(struct parse *p, size_t start, size_t end, struct str written)
{
    struct utf8_place place = utf8_check(written, 0);
    struct span span = {p->source, (uint32_t)start, (uint32_t)end};
    struct str text = str_part(p->text, start, end);
    if (place.fault == UTF8_BIDIRECTIONAL || place.fault == UTF8_CONTROL)
        diag_report(p->diags, DIAG_BIDIRECTIONAL_CHARACTER, span, DIAG_TEXT(text));
    else if (place.fault == UTF8_INVISIBLE)
        diag_report(p->diags, DIAG_INVISIBLE_IN_STRING, span, DIAG_TEXT(text));
}

/* Appends what the escape at byte `*at` (behind the backslash) stands for. */
static size_t escape(struct parse *p, size_t *at, size_t end, char *out)
{
    size_t start = *at - 1;
    char c = *at < end ? p->text.ptr[(*at)++] : '\0';
    switch (c) {
    case 'n':
        *out = '\n';
        return 1;
    case 't':
        *out = '\t';
        return 1;
    case '"':
    case '\\':
        *out = c;
        return 1;
    case 'u': {
        uint32_t point;
        size_t behind = escaped_point(p->text, *at, end, &point);
        if (behind) {
            *at = behind;
            size_t length = utf8_write(point, out);
            report_escaped(p, start, behind, (struct str){out, length});
            return length;
        }
        break;
    }
    default:
        break;
    }
    size_t next = start + 1;
    if (next < end)
        utf8_next(p->text, &next);
    /* A path of a computer has many; the first is reported, all are mended. */
    struct diag *diag = p->bad_escape;
    if (!diag) {
        diag = diag_report(p->diags, DIAG_BAD_ESCAPE,
                           ((struct span){p->source, (uint32_t)start, (uint32_t)next}),
                           DIAG_TEXT(str_part(p->text, start, next)));
        diag_help(p->diags, diag, NOTE_HELP_ESCAPES, DIAG_NONE);
        p->bad_escape = diag;
        p->bad_escapes = 0;
    }
    if (p->bad_escapes++ < MENDED_LIMIT)
        diag_fix(p->diags, diag, (struct span){p->source, (uint32_t)start, (uint32_t)start},
                 STR("\\"), FIX_SAFE);
    *out = '\\';
    *at = start + 1; /* what stands behind it is kept */
    return 1;
}

/* The bytes from `start` to `end` with escapes replaced; every escape is longer than what it is. */
struct str scan_unescape(struct parse *p, size_t start, size_t end)
{
    char *out = arena_bytes(p->arena, end - start + 1);
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

static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_blank_line(struct str text, size_t at, size_t end)
{
    while (at < end && is_blank(text.ptr[at]))
        at++;
    return at == end || text.ptr[at] == '\n';
}

size_t scan_line_end(struct str text, size_t at, size_t end)
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
        start = scan_line_end(text, start, end);
        start += start < end;
    }
    size_t common = SIZE_MAX;
    for (size_t at = start; at < end;) {
        size_t stop = scan_line_end(text, at, end), lead = indentation(text, at, stop);
        if (!is_blank_line(text, at, stop) && lead < common)
            common = lead;
        at = stop + 1;
    }
    char *out = arena_bytes(p->arena, end - start + 1);
    size_t length = 0;
    for (size_t at = start; at < end;) {
        size_t stop = scan_line_end(text, at, end), lead = indentation(text, at, stop);
        for (size_t i = at + (lead < common ? lead : common); i < stop;) {
            const char *slash = memchr(text.ptr + i, '\\', stop - i);
            size_t plain = slash ? (size_t)(slash - text.ptr) - i : stop - i;
            memcpy(out + length, text.ptr + i, plain);
            length += plain;
            i += plain + 1;
            if (slash)
                length += escape(p, &i, stop, out + length);
        }
        while (length && is_blank(out[length - 1]))
            length--;
        out[length++] = '\n';
        at = stop + 1;
    }
    while (length && (out[length - 1] == '\n' || out[length - 1] == ' '))
        length--;
    return (struct str){out, length};
}

/* Whether the three quotes at byte `at` rather begin a text block: a colon stands before them. */
static bool begins_block(struct str text, size_t start, size_t at)
{
    if (!memchr(text.ptr + start, '\n', at - start))
        return false;
    while (at > start && text.ptr[at - 1] == ' ')
        at--;
    return text.ptr[at - 1] == ':' || (at - start >= 3 && memcmp(text.ptr + at - 3, "：", 3) == 0);
}

static int unclosed_text_block(struct parse *p, struct span *place, size_t start)
{
    uint32_t end = (uint32_t)scan_lost_end(p->text, start);
    if (parse_breaks_line(p, place->start)) {
        struct diag *diag = diag_report(p->diags, DIAG_UNCLOSED_TEXT_BLOCK, *place, DIAG_NONE);
        bool is_new_line = end == p->text.len && str_ends_with(p->text, STR("\n"));
        diag_help(p->diags, diag, NOTE_HELP_CLOSE_TEXT_BLOCK, DIAG_NONE);
        const struct str quotes[] = {is_new_line ? STR("") : scan_newline(p->text), STR("\"\"\"")};
        uint32_t at = end - (end > 0 && end < p->text.len && p->text.ptr[end - 1] == '\r');
        diag_fix(p->diags, diag, (struct span){p->source, at, at}, arena_join(p->arena, quotes, 2),
                 FIX_NAMED);
    }
    place->end = end;
    return TOK_JX_error;
}

int scan_text_block(struct parse *p, JX_STYPE *value, struct span *place)
{
    struct str text = p->text;
    size_t start = place->start + 3, at = start;
    place->end = (uint32_t)start;
    p->bad_escape = NULL;
    if (p->block_end > start)
        at = p->block_end;
    while (at < text.len) {
        const char *quote = memchr(text.ptr + at, '"', text.len - at);
        if (!quote)
            break;
        at = (size_t)(quote - text.ptr);
        size_t slashes = 0;
        while (at - slashes > start && text.ptr[at - slashes - 1] == '\\')
            slashes++;
        if (slashes % 2 == 0 && text.len - at >= 3 && memcmp(quote, "\"\"\"", 3) == 0) {
            p->block_end = at;
            if (begins_block(text, start, at))
                return unclosed_text_block(p, place, start);
            place->end = (uint32_t)at + 3;
            return scan_accept_text(p, value, place, block_content(p, start, at), TOK_TEXT);
        }
        at++;
    }
    p->block_end = text.len;
    return unclosed_text_block(p, place, start);
}
