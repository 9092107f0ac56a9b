/* diag_text.c - diagnostics for a person at a terminal. */
#include "emit/diag_text.h"

/* Of a fix, so much is shown: the rest is in the file once it is applied. */
enum { FIXES_SHOWN = 4, FIX_LINES_SHOWN = 8, FIX_WIDTH = 80 };

void diag_text_remark(struct diag_page *page, struct diag_gutter gutter, const char *word)
{
    fprintf(page->out, "%*s", gutter.digits, "");
    terminal_style(page->out, page->options->color, STYLE_BLUE);
    fputc('=', page->out);
    terminal_style(page->out, page->options->color, STYLE_PLAIN);
    fprintf(page->out, " %s", word);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct str str_trim(struct str s)
{
    while (s.len > 0 && is_space(s.ptr[0]))
        s = str_part(s, 1, s.len);
    while (s.len > 0 && is_space(s.ptr[s.len - 1]))
        s = str_part(s, 0, s.len - 1);
    return s;
}

/* What is taken away or moved needs no more words than a help that stands there already. */
static bool help_says(struct diag_page *page, const struct diag *diag, struct str text)
{
    for (const struct diag_remark *note = diag->notes; note; note = note->next)
        if (text.len == 0 ||
            str_contains(diag_remark_text(page->a, note, page->options->language), text))
            return true;
    return false;
}

static void applicability_write(struct diag_page *page, const struct diag *diag)
{
    switch (diag_applicability(diag)) {
    case FIX_SAFE:
        break;
    case FIX_NAMED:
        fputs(diag_page_text(page, "（会改动内容，核对后再改）",
                             " (this changes what you declare: make sure first)"),
              page->out);
        break;
    case FIX_SKETCH:
        fputs(diag_page_text(page, "（只是示意，空处请自己填写）",
                             " (a sketch: the gaps are yours to fill in)"),
              page->out);
        break;
    }
}

/* Whether the reader needs to be told where the edit is, beyond the place of the diagnostic. */
static bool is_elsewhere(struct diag_page *page, const struct diag *diag,
                         const struct diag_fix *fix, uint32_t *line)
{
    *line = position_find_line(&page->positions, fix->span.source, fix->span.start);
    return fix->span.source != diag->span.source ||
           *line != position_find_line(&page->positions, diag->span.source, diag->span.start);
}

static void write_cut(struct diag_page *page, struct str text)
{
    terminal_write_cut(page->out, text, FIX_WIDTH, page->positions.ambiguous);
}

/* Draws the lines of an edit's text, after the one that introduces them. */
static void fix_lines_write(struct diag_page *page, struct diag_gutter gutter, struct str text)
{
    for (int i = 0; text.len > 0; i++) {
        const char *end = memchr(text.ptr, '\n', text.len);
        size_t length = end ? (size_t)(end - text.ptr) : text.len;
        struct str line = str_part(text, 0, length);
        if (line.len > 0 && line.ptr[line.len - 1] == '\r')
            line.len--;
        text = str_part(text, length + (end ? 1 : 0), text.len);
        fprintf(page->out, "%*s+ ", gutter.digits, "");
        if (i < FIX_LINES_SHOWN)
            write_cut(page, line);
        else
            fputs("…", page->out);
        fputc('\n', page->out);
        if (i == FIX_LINES_SHOWN)
            break;
    }
}

static void fix_write(struct diag_page *page, struct diag_gutter gutter, const struct diag *diag,
                      const struct diag_fix *fix)
{
    struct str old = span_text(fix->span), new = str_trim(fix->text);
    bool many_lines = memchr(new.ptr, '\n', new.len) != NULL;
    bool same_span = fix->span.source == diag->span.source && fix->span.start == diag->span.start &&
                     fix->span.end == diag->span.end;
    uint32_t line;
    if (fix->text.len == 0) {
        diag_text_remark(page, gutter, diag_page_text(page, "删去：", "delete: "));
        write_cut(page, old);
    } else {
        bool adds = old.len == 0;
        diag_text_remark(page, gutter,
                         adds ? diag_page_text(page, "加上：", "insert:")
                              : diag_page_text(page, "改为：", "replace by:"));
        if (!many_lines)
            fputs(diag_page_text(page, "", " "), page->out);
        if (!adds && !same_span && !many_lines) {
            write_cut(page, old);
            fputs(" → ", page->out);
        }
        if (!many_lines)
            write_cut(page, new);
    }
    if (is_elsewhere(page, diag, fix, &line))
        fprintf(page->out, "%s%u%s", diag_page_text(page, "（第 ", " (line "), (unsigned)line,
                diag_page_text(page, " 行）", ")"));
    if (fix == diag->fixes)
        applicability_write(page, diag);
    fputc('\n', page->out);
    if (many_lines)
        fix_lines_write(page, gutter, new);
}

void diag_text_fixes(struct diag_page *page, struct diag_gutter gutter, const struct diag *diag)
{
    int shown = 0;
    unsigned left_out = 0;
    for (const struct diag_fix *fix = diag->fixes; fix; fix = fix->next) {
        if (!fix->span.source || help_says(page, diag, str_trim(fix->text)))
            continue;
        if (shown++ < FIXES_SHOWN)
            fix_write(page, gutter, diag, fix);
        else
            left_out++;
    }
    if (left_out > 0) {
        diag_text_remark(page, gutter, "");
        fprintf(page->out, "%s%u %s\n", diag_page_text(page, "要改的还有 ", ""), left_out,
                diag_page_text(page, "处", left_out == 1 ? "more edit" : "more edits"));
    }
}

static void head_write(struct diag_page *page, const struct diag *diag)
{
    static const enum terminal_style styles[] = {
        [DIAG_HINT] = STYLE_BLUE,
        [DIAG_WARNING] = STYLE_YELLOW,
        [DIAG_ERROR] = STYLE_RED,
    };
    bool color = page->options->color;
    enum language language = page->options->language;
    terminal_style(page->out, color, styles[diag->severity]);
    fprintf(page->out, "%s[", diag_severity_word(diag->severity, language));
    terminal_write(page->out, diag_code_text(diag));
    fputc(']', page->out);
    terminal_style(page->out, color, STYLE_PLAIN);
    fputs(diag_page_text(page, "：", ": "), page->out);
    terminal_style(page->out, color, STYLE_BOLD);
    terminal_write(page->out, diag_message(page->a, diag, language));
    terminal_style(page->out, color, STYLE_PLAIN);
    fputc('\n', page->out);
}

bool diag_text_entry(struct diag_page *page, const struct diag *diag)
{
    head_write(page, diag);
    struct diag_gutter gutter = diag_text_places(page, diag);
    for (const struct diag_remark *note = diag->notes; note; note = note->next) {
        diag_text_remark(page, gutter,
                         note->is_plain ? "" : diag_page_text(page, "帮助：", "help: "));
        terminal_write(page->out, diag_remark_text(page->a, note, page->options->language));
        fputc('\n', page->out);
    }
    diag_text_fixes(page, gutter, diag);
    fputc('\n', page->out);
    return true;
}

bool diag_text_omitted(struct diag_page *page, const struct diag_omitted *omitted)
{
    diag_write_omitted(page, omitted);
    fputc('\n', page->out);
    return true;
}
