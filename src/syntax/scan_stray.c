/* scan_stray.c - characters that no token begins with. */
#include "syntax/scan.h"

#include "base/utf8.h"

/* The mark that closes a text which begins with the mark `text`, though neither is a quote here. */
static const char *foreign_close(struct str text)
{
    static const char *const pairs[][2] = {
        {"'", "'"}, {"‘", "’"}, {"’", "’"}, {"「", "」"}, {"『", "』"}, {"`", "`"}, {"`", "'"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (str_equal(text, str_of(pairs[i][0])))
            return pairs[i][1];
    }
    return NULL;
}

/* Whether nothing but blanks stands from byte `at` to the end of the line. */
static bool is_line_end(struct str text, size_t at)
{
    while (at < text.len && strchr(" \t\r", text.ptr[at]))
        at++;
    return at >= text.len || text.ptr[at] == '\n' || text.ptr[at] == '\0';
}

/* `# …` where a line starts is a comment in many languages; it is read as one. */
static int stray_comment(struct parse *p, struct span *place)
{
    struct diag *diag =
        diag_report(p->diags, DIAG_STRAY_CHARACTER, *place, DIAG_TEXT(span_text(*place)));
    diag_help(p->diags, diag, NOTE_HELP_COMMENT, DIAG_NONE);
    diag_fix(p->diags, diag, *place, STR("//"), FIX_SAFE);
    const char *end = memchr(p->text.ptr + place->end, '\n', p->text.len - place->end);
    place->end = end ? (uint32_t)(end - p->text.ptr) : (uint32_t)p->text.len;
    return SCAN_BLANK;
}

/* A full stop where the line ends changes nothing: it is left out. */
static int stray_full_stop(struct parse *p, const struct span *place)
{
    struct diag *diag =
        diag_report(p->diags, DIAG_STRAY_CHARACTER, *place, DIAG_TEXT(span_text(*place)));
    diag_help(p->diags, diag, NOTE_HELP_FULL_STOP, DIAG_NONE);
    diag_fix(p->diags, diag, *place, STR(""), FIX_SAFE);
    return SCAN_BLANK;
}

/* Whether nothing stands on the line before byte `at` but a word: the head of an item. */
static bool is_behind_head(struct str text, size_t at)
{
    size_t start = at;
    while (start > 0 && text.ptr[start - 1] != '\n')
        start--;
    while (start < at && (text.ptr[start] == ' ' || text.ptr[start] == '\t'))
        start++;
    size_t word = start;
    while (word < at && utf8_is_ideograph(utf8_next(text, &word)))
        ;
    return start < at && word == at;
}

int scan_stray(struct parse *p, JX_STYPE *value, struct span *place)
{
    if (p->is_ahead)
        return SCAN_LATER;
    struct str mark = str_part(p->text, place->start, place->end);
    while (str_starts_with(str_part(p->text, place->end, p->text.len), mark) && mark.len > 1)
        place->end += (uint32_t)mark.len;
    struct str text = str_part(p->text, place->start, place->end);
    bool is_hash = str_equal(text, STR("#")) || str_equal(text, STR("＃"));
    if (is_hash && p->at_start)
        return stray_comment(p, place);
    if (place->start >= p->broken_to && str_equal(text, STR("。")) &&
        is_line_end(p->text, place->end))
        return stray_full_stop(p, place);
    if (!parse_breaks_line(p, place->start))
        return TOK_JX_error;
    struct span path;
    if (scan_bare_path(p, place->start, &path)) {
        scan_report_path(p, path);
        return TOK_JX_error;
    }
    if (scan_boxes(p, place) || scan_document_number(p, place))
        return TOK_JX_error;
    const char *close = foreign_close(text);
    if (close)
        return scan_foreign_text(p, value, place, close);
    struct diag *diag = diag_report(p->diags, DIAG_STRAY_CHARACTER, *place, DIAG_TEXT(text));
    if (str_equal(text, STR("。")) && is_behind_head(p->text, place->start)) {
        diag_help(p->diags, diag, NOTE_HELP_COLON_HERE, DIAG_NONE);
        diag_fix(p->diags, diag, *place, STR("："), FIX_SAFE);
    } else if (str_equal(text, STR("。"))) {
        diag_help(p->diags, diag, NOTE_HELP_FULL_STOP, DIAG_NONE);
    } else if (str_equal(text, STR("\\"))) {
        diag_help(p->diags, diag, NOTE_HELP_SLASH, DIAG_NONE);
        diag_fix(p->diags, diag, *place, STR("/"), FIX_NAMED);
    } else if (str_equal(text, STR("→")) || str_equal(text, STR("⇒"))) {
        diag_help(p->diags, diag, NOTE_HELP_ARROW, DIAG_NONE);
    } else if (is_hash) {
        diag_help(p->diags, diag, NOTE_HELP_COMMENT, DIAG_NONE);
    } else if (str_equal(text, STR("￥")) || str_equal(text, STR("¥")) ||
               str_equal(text, STR("$"))) {
        diag_help(p->diags, diag, NOTE_HELP_MONEY_SIGN, DIAG_NONE);
    } else if (str_starts_with(text, STR("…")) || str_starts_with(text, STR(".."))) {
        diag_help(p->diags, diag, NOTE_HELP_PLACEHOLDER, DIAG_NONE);
    } else {
        diag_help(p->diags, diag, NOTE_HELP_DELETE_OR_QUOTE, DIAG_NONE);
        diag_fix(p->diags, diag, *place, STR(""), FIX_NAMED);
    }
    return TOK_JX_error;
}
