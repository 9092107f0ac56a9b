/* conflict.c - the marks of a merge. */
#include "syntax/conflict.h"

#include <string.h>

enum { MARK_LENGTH = 7 };
#define ALL_MARKS "<|=>"

/* A line of the text, without its end. */
struct text_line {
    size_t start, end;
};

struct conflicts {
    struct parse *p;
    char *blanked; /* a copy of the text, once there is something to blank out */
};

/* The sign of which the line is a mark, or NUL. */
static char mark_of(struct str text, struct text_line line)
{
    size_t at = line.start;
    while (at < line.end && text.ptr[at] == text.ptr[line.start])
        at++;
    if (at - line.start < MARK_LENGTH || !strchr(ALL_MARKS, text.ptr[line.start]))
        return '\0';
    return at == line.end || text.ptr[at] == ' ' || text.ptr[at] == '\r' ? text.ptr[line.start]
                                                                         : '\0';
}

/* The line that begins at `start`. */
static struct text_line line_at(struct str text, size_t start)
{
    const char *end = memchr(text.ptr + start, '\n', text.len - start);
    return (struct text_line){start, end ? (size_t)(end - text.ptr) : text.len};
}

/* The next line from `*at` on, which moves past it, that is a mark of one of the signs; false if there
 * is none. */
static bool next_mark(struct str text, size_t *at, const char *signs, struct text_line *line)
{
    while (*at < text.len) {
        *line = line_at(text, *at);
        *at = line->end < text.len ? line->end + 1 : text.len;
        char sign = line->end > line->start ? mark_of(text, *line) : '\0';
        if (sign && strchr(signs, sign))
            return true;
    }
    return false;
}

/* Makes blanks of the bytes, but for line ends. */
static void blank(struct conflicts *c, size_t start, size_t end)
{
    struct parse *p = c->p;
    if (!c->blanked) {
        c->blanked = arena_bytes(p->arena, p->text.len);
        memcpy(c->blanked, p->text.ptr, p->text.len);
    }
    for (size_t i = start; i < end; i++) {
        if (c->blanked[i] != '\n' && c->blanked[i] != '\r')
            c->blanked[i] = ' ';
    }
}

static struct span span_of(const struct conflicts *c, struct text_line line)
{
    return (struct span){c->p->source, (uint32_t)line.start, (uint32_t)line.end};
}

/* One conflict, which begins with the line `first`; gives where what is behind it begins. */
static size_t report(struct conflicts *c, struct text_line first, size_t behind)
{
    struct parse *p = c->p;
    struct text_line cut, other, last;
    size_t at = behind;
    struct diag *diag = diag_report(p->diags, DIAG_CONFLICT, span_of(c, first), DIAG_NONE);
    blank(c, first.start, first.end);
    /* What both sides had before, which some merges write between them, goes with the second. */
    char sign = next_mark(p->text, &at, ALL_MARKS, &cut) ? mark_of(p->text, cut) : '\0';
    other = cut;
    if (sign == '|')
        sign = next_mark(p->text, &at, ALL_MARKS, &other) ? mark_of(p->text, other) : '\0';
    if (sign != '=' || !next_mark(p->text, &at, "<>", &last) || mark_of(p->text, last) != '>') {
        diag_help(p->diags, diag, NOTE_HELP_CONFLICT, DIAG_NONE);
        return behind;
    }
    diag_place(p->diags, diag, span_of(c, other), NOTE_CONFLICT_OTHER, DIAG_NONE);
    diag_place(p->diags, diag, span_of(c, last), NOTE_CONFLICT_END, DIAG_NONE);
    diag_help(p->diags, diag, NOTE_HELP_CONFLICT, DIAG_NONE);
    blank(c, cut.start, last.end);
    return at;
}

/* Whether the sign stands several times over somewhere: in most files it stands alone, before `=`. */
static bool has_run(struct str text, char sign)
{
    const char *end = text.ptr + text.len, *at = text.ptr;
    while (end - at >= MARK_LENGTH && (at = memchr(at, sign, (size_t)(end - at)))) {
        if (end - at >= MARK_LENGTH && at[1] == sign && at[MARK_LENGTH - 1] == sign)
            return true;
        at++;
    }
    return false;
}

void conflicts_report(struct parse *p)
{
    struct conflicts c = {p, NULL};
    struct text_line line;
    if (!has_run(p->text, '<') && !has_run(p->text, '>'))
        return;
    for (size_t at = 0; next_mark(p->text, &at, "<>", &line);)
        at = report(&c, line, at);
    if (c.blanked)
        p->text.ptr = c.blanked;
}
