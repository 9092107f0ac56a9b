/* scan_comment.c - comments, and where something of several lines ends that was never closed. */
#include "syntax/scan.h"
#include "syntax/token_list.h"

#include "base/utf8.h"
#include "syntax/signs.h"

void scan_comment(struct parse *p, const struct span *place)
{
    struct str text = str_part(p->text, place->start, place->end);
    if (p->tokens)
        token_list_add(p->tokens, TOKEN_COMMENT, NULL, *place);
    if (!str_starts_with(text, STR("///")) || str_starts_with(text, STR("////")))
        return;
    text = str_part(text, 3, text.len);
    while (text.len && (text.ptr[text.len - 1] == '\r' || text.ptr[text.len - 1] == ' '))
        text.len--;
    while (text.len && text.ptr[0] == ' ')
        text = str_part(text, 1, text.len);
    size_t needed = p->pending.len + text.len + 1;
    if (needed > p->pending_room) {
        p->pending_room = needed * 2;
        p->pending.ptr = arena_grow(p->arena, p->pending.ptr, 1, p->pending.len, p->pending_room);
    }
    char *end = (char *)p->pending.ptr + p->pending.len;
    if (p->pending.len)
        *end++ = '\n';
    if (text.len)
        memcpy(end, text.ptr, text.len);
    p->pending.len = (size_t)(end - p->pending.ptr) + text.len;
}

void scan_keep_documentation(struct parse *p, const struct token *token)
{
    struct documentation *entry = ARENA_NEW(p->arena, struct documentation);
    entry->text = p->pending;
    entry->owner = token->span.start;
    if (p->documentation_last)
        p->documentation_last->next = entry;
    else
        p->documentation = entry;
    p->documentation_last = entry;
    p->pending = (struct str){0};
    p->pending_room = 0;
}

/* Whether a comment that begins before byte `at` ends soon, on its line. */
static bool ends_soon(struct str text, size_t at)
{
    enum { SOON = 256 };
    for (size_t end = at + SOON; at + 1 < text.len && at < end && text.ptr[at] != '\n'; at++) {
        if (text.ptr[at] == '*' && text.ptr[at + 1] == '/')
            return true;
    }
    return false;
}

/* Whether a slash and a star are no comment, but part of a path that has no quotes. */
static bool is_in_path(struct parse *p, const struct span *place, struct span *path)
{
    struct str rest = str_part(p->text, place->end, p->text.len);
    return rest.len > 0 && (unsigned char)rest.ptr[0] < 0x80 &&
           scan_bare_path(p, place->start, path) && path->start < place->start &&
           !ends_soon(p->text, place->end);
}

int scan_long_comment(struct parse *p, JX_STYPE *value, struct span *place)
{
    (void)value;
    if (p->is_ahead)
        return SCAN_LATER;
    struct str text = p->text;
    struct span path;
    if (is_in_path(p, place, &path)) {
        if (parse_breaks_line(p, place->start))
            scan_report_path(p, path);
        place->end = path.end;
        return TOK_JX_error;
    }
    for (size_t at = place->end; !p->no_comment_end && at + 1 < text.len; at++) {
        const char *star = memchr(text.ptr + at, '*', text.len - at - 1);
        if (!star)
            break;
        at = (size_t)(star - text.ptr);
        if (star[1] == '/') {
            place->end = (uint32_t)at + 2;
            if (p->tokens)
                token_list_add(p->tokens, TOKEN_LONG_COMMENT, NULL, *place);
            return SCAN_BLANK;
        }
    }
    if (!p->no_comment_end) {
        struct diag *diag = diag_report(p->diags, DIAG_UNCLOSED_COMMENT, *place, DIAG_NONE);
        diag_help(p->diags, diag, NOTE_HELP_CLOSE_COMMENT, DIAG_NONE);
    }
    p->no_comment_end = true;
    place->end = (uint32_t)scan_lost_end(text, place->start);
    return SCAN_BLANK;
}

/* Whether the line whose first character is at byte `at` looks like an item: a word or a text, and
 * behind it a colon, a brace, a name; or a closing brace. */
static bool looks_like_item(struct str text, size_t at)
{
    if (text.ptr[at] == '}' || text.ptr[at] == '"')
        return true;
    size_t start = at;
    while (at < text.len && text.ptr[at] != '\n') {
        size_t next = at;
        uint32_t point = utf8_next(text, &next);
        bool letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') ||
                      (point >= '0' && point <= '9') || point == '_';
        if (!letter && (point < 0x80 || sign_twin(point)))
            break;
        at = next;
    }
    size_t end = at;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    if (end == start || at >= text.len)
        return false;
    uint32_t point = utf8_next(text, &at);
    const char *twin = point < 0x80 ? NULL : sign_twin(point);
    return point == ':' || point == '{' || point == '"' ||
           (twin && twin[0] && strchr(":{\"", twin[0])) || (twin && strcmp(twin, "<<") == 0);
}

size_t scan_lost_end(struct str text, size_t start)
{
    size_t line = start, own = 0;
    while (line > 0 && text.ptr[line - 1] != '\n')
        line--;
    while (text.ptr[line + own] == ' ' || text.ptr[line + own] == '\t')
        own++;
    for (size_t at = start; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        if (!end)
            break;
        at = (size_t)(end - text.ptr) + 1;
        size_t lead = 0;
        while (at + lead < text.len && (text.ptr[at + lead] == ' ' || text.ptr[at + lead] == '\t'))
            lead++;
        if (lead <= own && at + lead < text.len && looks_like_item(text, at + lead))
            return at - 1;
    }
    return text.len;
}
