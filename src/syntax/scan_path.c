/* scan_path.c - paths with * and ? that were left without quotes: 包含：p*.jx. */
#include "syntax/scan.h"

/* Whether the character at byte `at` ends a path that has no quotes. */
static bool ends_path(struct str text, size_t at)
{
    static const char *const marks[] = {"：", "，", "、", "；", "“", "”", "（", "）", "｛", "｝"};
    struct str rest = str_part(text, at, text.len);
    if (rest.len == 0 || memchr(" \t\r\n:,;{}()\"\0", rest.ptr[0], 13))
        return true;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (str_starts_with(rest, str_of(marks[i])))
            return true;
    }
    return false;
}

/* The stretch without such characters around byte `at`, on its line. */
static struct span stretch_at(struct parse *p, size_t at)
{
    size_t start = at, end = at;
    while (end < p->text.len && !ends_path(p->text, end))
        end++;
    for (size_t before = start; before > 0;) {
        before--;
        if (((unsigned char)p->text.ptr[before] & 0xC0) == 0x80)
            continue; /* not the first byte of a character */
        if (ends_path(p->text, before))
            break;
        start = before;
    }
    return (struct span){p->source, (uint32_t)start, (uint32_t)end};
}

static bool is_pattern(struct str text)
{
    bool has_wild = memchr(text.ptr, '*', text.len) || memchr(text.ptr, '?', text.len);
    bool has_escape = memchr(text.ptr, '\\', text.len);
    return has_wild && !has_escape && text.ptr[0] != '/' && str_ends_with(text, STR(".jx"));
}

/* The next path of a list, behind byte `at`; empty if there is none. */
static struct span next_in_list(struct parse *p, size_t at)
{
    struct str text = p->text;
    at = scan_blanks_end(text, at);
    struct str rest = str_part(text, at, text.len);
    size_t length = str_starts_with(rest, STR(","))                                        ? 1
                    : str_starts_with(rest, STR("，")) || str_starts_with(rest, STR("、")) ? 3
                                                                                           : 0;
    if (length == 0)
        return (struct span){p->source, (uint32_t)at, (uint32_t)at};
    return stretch_at(p, scan_blanks_end(text, at + length));
}

bool scan_bare_path(struct parse *p, uint32_t at, struct span *path)
{
    if (at >= p->text.len || ends_path(p->text, at))
        return false;
    if (at >= p->no_path.start && at < p->no_path.end)
        return false;
    *path = stretch_at(p, at);
    if (is_pattern(span_text(*path)))
        return true;
    p->no_path = *path;
    return false;
}

void scan_report_path(struct parse *p, struct span path)
{
    enum { MENDED_LIMIT = 64 /* paths of a list; the rest the next time */ };
    struct diag *diag =
        diag_report(p->diags, DIAG_QUOTES_MISSING, path, DIAG_TEXT(span_text(path)));
    diag_help(p->diags, diag, NOTE_HELP_QUOTE_PATH, DIAG_NONE);
    for (unsigned i = 0; i < MENDED_LIMIT && path.end > path.start && is_pattern(span_text(path));
         i++, path = next_in_list(p, path.end)) {
        const struct str quoted[] = {STR("\""), span_text(path), STR("\"")};
        diag_fix(p->diags, diag, path, arena_join(p->arena, quoted, 3), FIX_SAFE);
    }
}
