/* scan_paper.c - what people keep from a paper form: numbering, ticked boxes, document numbers, dashes. */
#include "syntax/scan.h"

#include "base/utf8.h"
#include "syntax/document_number.h"
#include "syntax/numbering.h"
#include "syntax/second_item.h"
#include "syntax/signs.h"

/* The length of the blank at byte `at`, or 0. */
static size_t blank_at(struct str text, size_t at)
{
    if (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        return 1;
    return str_stands_at(text, at, "\xE3\x80\x80") ? 3 : 0;
}

static size_t skip_blanks(struct str text, size_t at)
{
    for (size_t length; (length = blank_at(text, at)) > 0;)
        at += length;
    return at;
}

/* The end of the line, comment and block apart, in which byte `at` stands, blanks before it left out. */
static size_t content_end(struct str text, size_t at)
{
    static const char *const ends[] = {"\n", "\r", "{", "}", ";", "//", "；", "｛", "｝"};
    size_t end = at, last = at;
    while (end < text.len) {
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
            if (str_stands_at(text, end, ends[i]))
                return last;
        }
        size_t blank = blank_at(text, end);
        end += blank ? blank : 1;
        last = blank ? last : end;
    }
    return last;
}

/* The byte behind the colon that stands last on the line before byte `at`; 0 if none does. */
static size_t behind_colon(struct str text, size_t at)
{
    for (; at > 0 && text.ptr[at - 1] != '\n'; at--) {
        if (text.ptr[at - 1] == ':' || (at >= 3 && str_stands_at(text, at - 3, "：")))
            return skip_blanks(text, at);
    }
    return 0;
}

/* Whether nothing but blanks stands between a colon and byte `at`. */
static bool stands_behind_colon(struct str text, size_t at)
{
    while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t'))
        at--;
    return at > 0 && (text.ptr[at - 1] == ':' || (at >= 3 && str_stands_at(text, at - 3, "：")));
}

/* ---- numbering: 1、 （2） ① 一、 ------------------------------------------------------------- */

/* Whether nothing stands at byte `at` that could be numbered. */
static bool is_empty_item(struct str text, size_t at)
{
    if (at >= text.len)
        return true;
    unsigned char first = (unsigned char)text.ptr[at];
    const char *twin = first < 0x80 ? NULL : sign_twin(utf8_next(text, &at));
    return strchr("\r\n:{};", first < 0x80 ? first : twin && twin[0] ? twin[0] : 'x') != NULL;
}

int scan_numbering(struct parse *p, struct span *place)
{
    size_t end = scan_begins_node(p) ? numbering_end(p->text, place->start) : 0;
    size_t next = end ? skip_blanks(p->text, end) : 0;
    if (!end || is_empty_item(p->text, next))
        return 0;
    if (p->is_ahead)
        return SCAN_LATER;
    place->end = (uint32_t)end;
    p->numbered_to = place->end;
    struct diag *diag =
        diag_report(p->diags, DIAG_UNEXPECTED, *place, DIAG_TEXT(span_text(*place)));
    diag_help(p->diags, diag, NOTE_HELP_NUMBERING, DIAG_NONE);
    diag_fix(p->diags, diag, (struct span){p->source, place->start, (uint32_t)next}, STR(""),
             FIX_NAMED);
    return SCAN_BLANK;
}

/* ---- boxes: ☑新增项目 □延续项目 ---------------------------------------------------------------- */

enum mark { MARK_NONE, MARK_EMPTY, MARK_TICKED };

static enum mark mark_at(struct str text, size_t at)
{
    static const char *const empty[] = {"□", "☐"}, *const ticked[] = {"■", "☑", "√", "✓", "✔", "☒"};
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        if (str_stands_at(text, at, empty[i]))
            return MARK_EMPTY;
    }
    for (size_t i = 0; i < sizeof ticked / sizeof ticked[0]; i++) {
        if (str_stands_at(text, at, ticked[i]))
            return MARK_TICKED;
    }
    return MARK_NONE;
}

enum { MARK_BYTES = 3 };

/* The only word of `text` beside which a tick stands, before it or behind it as in all of the text; empty
 * if there is none, or more than one. */
static struct str ticked_word(struct str text)
{
    bool before = mark_at(text, 0) != MARK_NONE;
    struct str found = {0}, nothing = {0};
    enum mark mark = MARK_NONE;
    for (size_t at = 0; at < text.len;) {
        enum mark here = mark_at(text, at);
        if (here != MARK_NONE) {
            mark = here;
            at = skip_blanks(text, at + MARK_BYTES);
            continue;
        }
        size_t start = at;
        while (at < text.len && !blank_at(text, at) && mark_at(text, at) == MARK_NONE)
            at++;
        struct str word = str_part(text, start, at);
        at = skip_blanks(text, at);
        if (!before)
            mark = mark_at(text, at);
        if (mark == MARK_TICKED && found.len)
            return nothing;
        if (mark == MARK_TICKED)
            found = word;
        mark = MARK_NONE;
    }
    return found;
}

int scan_boxes(struct parse *p, struct span *place)
{
    struct str text = p->text;
    size_t start = behind_colon(text, place->start), end = content_end(text, place->start);
    if (mark_at(text, place->start) == MARK_NONE || !start || end <= place->start)
        return 0;
    struct span whole = {p->source, (uint32_t)start, (uint32_t)end};
    struct str chosen = ticked_word(span_text(whole));
    place->end = whole.end;
    struct diag *diag =
        diag_report(p->diags, DIAG_STRAY_CHARACTER, whole, DIAG_TEXT(span_text(whole)));
    diag_help(p->diags, diag, NOTE_HELP_BOXES, DIAG_NONE);
    if (chosen.len)
        diag_fix(p->diags, diag, whole, chosen, FIX_NAMED);
    return TOK_JX_error;
}

/* ---- document numbers: 区教〔2019〕12号 ------------------------------------------------------------ */

/* Says where the number of a document is written, which is part of `whole`, behind the title. */
static void help_document_number(struct parse *p, struct diag *diag, struct str number,
                                 struct span whole, bool is_usual)
{
    bool is_english = parse_is_english(p, whole.start);
    const struct str block[] = {is_english ? STR(" { number: \"") : STR(" { 文号：\""), number,
                                STR("\" }")};
    diag_help(p->diags, diag, NOTE_HELP_DOCUMENT_NUMBER, DIAG_TEXT(number));
    if (content_end(p->text, whole.end) == whole.end)
        diag_fix(p->diags, diag, whole, arena_join(p->arena, block, 3), FIX_NAMED);
    if (!is_usual)
        diag_help(p->diags, diag, NOTE_HELP_YEAR_BRACKETS, DIAG_NONE);
}

bool scan_report_number_behind_title(struct parse *p, struct span title, struct span word)
{
    enum { LONGEST = 64 };
    struct str text = p->text;
    struct document_number number;
    size_t at = word.end;
    while (at < text.len && at - word.end < LONGEST && !document_number_at(text, at, &number) &&
           !strchr(" \n{}", text.ptr[at]))
        at++;
    if (at >= text.len || !document_number_at(text, at, &number) || number.start != word.start ||
        number.is_in_word)
        return false;
    struct span place = {p->source, word.start, (uint32_t)number.end};
    struct diag *diag = diag_report(p->diags, DIAG_UNEXPECTED, place, DIAG_TEXT(span_text(place)));
    help_document_number(p, diag, document_number_text(p->arena, text, &number),
                         (struct span){p->source, title.end, place.end}, number.is_usual);
    return true;
}

/* Whether the text has no sign in it that ends a value or a part of one. */
static bool is_one_piece(struct str text)
{
    static const char *const signs[] = {"\"", "“", "《", "，", ",", "、", "：", ":", "\\"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_contains(text, str_of(signs[i])))
            return false;
    }
    return true;
}

/* Asks for quotes around the number, or if it only begins what stands behind the colon, around all of that, as it
 * is typed. Gives what is in them. */
static struct span report_number_quotes(struct parse *p, struct span number)
{
    enum { LONGEST = 400 };
    size_t most = number.end + LONGEST < p->text.len ? number.end + LONGEST : p->text.len;
    bool is_first = stands_behind_colon(p->text, number.start);
    size_t end = is_first ? content_end(str_part(p->text, 0, most), number.end) : number.end;
    struct span whole = {p->source, number.start, (uint32_t)end};
    struct str text = span_text(whole);
    bool is_one = is_first && is_one_piece(text) && (end < most || most == p->text.len);
    struct span place = is_one ? whole : number;
    struct diag *diag =
        diag_report(p->diags, DIAG_QUOTES_MISSING, place, DIAG_TEXT(span_text(place)));
    const struct str quoted[] = {STR("\""), text, STR("\"")};
    if (is_one)
        diag_fix(p->diags, diag, whole, arena_join(p->arena, quoted, 3), FIX_SAFE);
    else
        diag_help(p->diags, diag, NOTE_HELP_QUOTE_ALL, DIAG_NONE);
    return place;
}

/* Reports the number, which is in no quotes, and gives all of it: with the parentheses behind a title. */
static struct span report_document_number(struct parse *p, const struct document_number *number)
{
    struct str text = p->text, before = str_part(text, 0, number->start);
    struct span place = {p->source, (uint32_t)number->start, (uint32_t)number->end}, whole = place;
    size_t open = str_ends_with(before, STR("（")) ? 3 : str_ends_with(before, STR("(")) ? 1 : 0;
    size_t close = str_stands_at(text, number->end, "）")  ? 3
                   : str_stands_at(text, number->end, ")") ? 1
                                                           : 0;
    if (open && close && str_ends_with(str_part(before, 0, before.len - open), STR("》"))) {
        whole.start -= (uint32_t)open;
        whole.end += (uint32_t)close;
        struct diag *diag =
            diag_report(p->diags, DIAG_UNEXPECTED, whole, DIAG_TEXT(span_text(whole)));
        help_document_number(p, diag, document_number_text(p->arena, text, number), whole,
                             number->is_usual);
        return whole;
    }
    return report_number_quotes(p, place);
}

int scan_document_number(struct parse *p, struct span *place)
{
    struct document_number number;
    if (!document_number_at(p->text, place->start, &number))
        return 0;
    place->end = report_document_number(p, &number).end;
    return TOK_JX_error;
}

bool scan_report_number_around(struct parse *p, struct span serial)
{
    enum { LONGEST = 20 }; /* bytes of two brackets, four digits and a blank */
    struct document_number number;
    for (uint32_t at = serial.start; at > 0 && serial.start - at < LONGEST; at--) {
        if (!document_number_at(p->text, at - 1, &number))
            continue;
        report_document_number(p, &number);
        return true;
    }
    return false;
}

/* ---- a dash or a stroke where there is nothing ------------------------------------------------ */

int scan_unless_nothing(struct parse *p, struct span *place, int token)
{
    struct str text = p->text;
    size_t end = place->end;
    if (!stands_behind_colon(text, place->start))
        return token;
    while (str_stands_at(text, end, "—") || str_stands_at(text, end, "-") ||
           str_stands_at(text, end, "/"))
        end += text.ptr[end] == '-' || text.ptr[end] == '/' ? 1 : 3;
    size_t next = skip_blanks(text, end);
    if (next < text.len && !strchr("\r\n{};", text.ptr[next]) && !str_stands_at(text, next, "；") &&
        !str_stands_at(text, next, "｛") && !str_stands_at(text, next, "//"))
        return token;
    if (p->is_ahead)
        return SCAN_LATER;
    place->end = (uint32_t)end;
    struct diag *diag =
        diag_report(p->diags, DIAG_UNEXPECTED, *place, DIAG_TEXT(span_text(*place)));
    diag_help(p->diags, diag, NOTE_HELP_NOTHING, DIAG_NONE);
    diag_fix(p->diags, diag, *place, STR(""), FIX_SAFE);
    return SCAN_BLANK;
}

/* ---- years: 年2027： 2026年： ------------------------------------------------------------------ */

/* The byte behind four digits at byte `at`, or 0. */
static size_t year_end(struct str text, size_t at)
{
    size_t length;
    for (int i = 0; i < 4; i++, at += length) {
        if (sign_digit(text, at, &length) < 0)
            return 0;
    }
    return sign_digit(text, at, &length) < 0 ? at : 0;
}

static bool is_colon(struct str text, size_t at)
{
    at = skip_blanks(text, at);
    return str_stands_at(text, at, "：") || str_stands_at(text, at, ":");
}

bool scan_joined_year(const struct parse *p, uint32_t start)
{
    bool begins = str_stands_at(p->text, start, "年") && scan_begins_node(p);
    size_t end = begins ? year_end(p->text, start + 3) : 0;
    return end && is_colon(p->text, end);
}

/* The word for a year in the block at hand, if that is 年度安排, whose items are years; or NULL. */
static const char *word_of_year(const struct parse *p)
{
    enum { BLANKS_MOST = 32 /* bytes that are looked past */ };
    if (!p->brace_count)
        return NULL;
    const struct brace *brace = &p->braces[p->brace_count - 1];
    struct str before = str_part(p->text, 0, brace->is_put ? brace->span.end : brace->span.start);
    for (unsigned i = 0;
         i < BLANKS_MOST && before.len && strchr(" \t:", before.ptr[before.len - 1]); i++)
        before.len--;
    before.len -= str_ends_with(before, STR("：")) ? strlen("：") : 0;
    return str_ends_with(before, STR("年度安排"))    ? "年 "
           : str_ends_with(before, STR("year_plan")) ? "year "
                                                     : NULL;
}

/* 2026年, 2026年度 where 年 2026 belongs; in 年度安排 also 2026. */
static int year_before_word(struct parse *p, struct span *place)
{
    static const char *const words[] = {"年度", "年"};
    size_t end = year_end(p->text, place->start), whole = end;
    struct span year = {p->source, place->start, (uint32_t)end};
    for (size_t i = 0; end && whole == end && i < sizeof words / sizeof words[0]; i++) {
        if (str_stands_at(p->text, end, words[i]))
            whole += strlen(words[i]);
    }
    if (!end || !is_colon(p->text, whole))
        return 0;
    const char *word = word_of_year(p);
    if (!word && whole == end)
        return 0;
    if (p->is_ahead)
        return SCAN_LATER;
    place->end = (uint32_t)whole;
    if (!parse_breaks_line(p, place->start))
        return TOK_JX_error;
    struct diag *diag =
        diag_report(p->diags, DIAG_UNEXPECTED, *place, DIAG_TEXT(span_text(*place)));
    if (word) {
        const struct str parts[] = {str_of(word), span_text(year)};
        diag_fix(p->diags, diag, *place, arena_join(p->arena, parts, 2), FIX_SAFE);
    } else {
        diag_help(p->diags, diag, NOTE_HELP_YEAR, DIAG_NONE);
    }
    return TOK_JX_error;
}

int scan_number_first(struct parse *p, struct span *place)
{
    int numbering = scan_numbering(p, place);
    return numbering ? numbering : year_before_word(p, place);
}
