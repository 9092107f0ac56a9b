/* bind_prose.c - texts that stand in no quotes, 概况：全长3.2公里的道路。: told as one, whatever the parser made of
 * them. */
#include "sema/bind.h"

#include "base/utf8.h"
#include "sema/typed_text.h"
#include "syntax/numbering.h"
#include "syntax/quantity_word.h"
#include "syntax/signs.h"

enum {
    LONGEST_WORD = 255, /* bytes; one that is longer was told of as such */
    LONGEST = 1 << 13,  /* bytes of a text that is read so closely, once for each mistake in it */
};

struct prose {
    struct span first, whole; /* on its first line; with those below it */
    bool is_list;             /* it begins with a number of a list */
    bool has_colon;           /* somewhere in it */
    bool has_quotes;          /* ASCII ones, which cannot stand in a text */
    bool is_sure;             /* nothing in it could be another item */
};

/* ---- reading ----------------------------------------------------------------------------------- */

/* Behind the characters of `set` that stand from byte `at` on. */
static uint32_t behind(struct str text, uint32_t at, const char *set)
{
    while (at < text.len && strchr(set, text.ptr[at]))
        at++;
    return at;
}

/* The end of the word that the text begins with. */
static size_t first_word(struct str text)
{
    size_t end = 0;
    for (size_t at = 0; at < text.len; end = at) {
        uint32_t point = utf8_next(text, &at);
        bool is_letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
        bool is_digit = point >= '0' && point <= '9';
        if (point < 0x80 ? !is_letter && !is_digit && point != '_' : sign_twin(point) != NULL)
            break;
    }
    return end;
}

/* A word that an item of the block may begin with, and what makes it one. */
enum item { ITEM_NONE, ITEM_WORD, ITEM_PLAIN };

static bool begins_with_any(struct str text, const char *const *signs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_starts_with(text, str_of(signs[i])))
            return true;
    }
    return false;
}

/* Whether the text, behind a number of a list, begins with an item. */
static enum item begins_item(const struct binder *b, enum block block, struct str text)
{
    text = typed_trim(text);
    text = typed_trim(typed_rest(text, numbering_end(text, 0)));
    size_t end = first_word(text);
    struct str word = str_part(text, 0, end), rest = typed_trim(typed_rest(text, end));
    bool is_word =
        has_field(b, block, word) || vocabulary_find(&b->library->vocabulary, BLOCK_FILE, word) ||
        (b->framework &&
         (category_find(b->framework->categories, word) || category_above(b->framework, word)));
    if (!is_word)
        return ITEM_NONE;
    static const char *const signs[] = {":", "：", "=", "＝", "\"", "“", "{", "｛"};
    bool is_plain = begins_with_any(rest, signs, sizeof signs / sizeof signs[0]);
    return is_plain ? ITEM_PLAIN : ITEM_WORD;
}

/* 2.…, （2）…, 二是…: the next of a list. */
static bool begins_with_number(struct str text)
{
    text = typed_trim(text);
    return numbering_end(text, 0) > 0 ||
           (begins_with_number_word(text) && str_stands_at(text, 3, "是"));
}

/* The bytes of a mark that may stand between two items, or of a blank, that the text begins with; or 0. */
static size_t separator(struct str text)
{
    static const char *const marks[] = {"；", "，", "、", ";", ",", " ", "\t", "\xE3\x80\x80"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (str_starts_with(text, str_of(marks[i])))
            return strlen(marks[i]);
    }
    return 0;
}

static bool is_blank(struct str text)
{
    return !typed_trim(text).len;
}

/* Whether the text begins with an end of its line, or what ends an item there. */
static bool ends_item(struct str text)
{
    static const char *const ends[] = {"\n", "\r", "}", "｝", "//", "/*"};
    return text.len == 0 || begins_with_any(text, ends, sizeof ends / sizeof ends[0]);
}

/* What no text without quotes has in it: then the line is another's to tell. */
static bool is_foreign(struct str text)
{
    static const char *const signs[] = {"\\", "{", "｛", "://"};
    return begins_with_any(text, signs, sizeof signs / sizeof signs[0]);
}

/* 联系人：…: whether a colon stands behind the first word, whatever that is. */
static bool has_colon_behind_word(struct str text)
{
    text = typed_trim(text);
    text = typed_trim(typed_rest(text, first_word(text)));
    return str_starts_with(text, STR(":")) || str_starts_with(text, STR("："));
}

/* Whether an ideograph stands right before byte `at`, or right there. */
static bool is_ideograph_before(struct str text, size_t at)
{
    size_t start = at >= 3 ? at - 3 : at;
    return start < at && utf8_is_ideograph(utf8_next(text, &start)) && start == at;
}

static bool is_ideograph_at(struct str text, size_t at)
{
    return at < text.len && utf8_is_ideograph(utf8_next(text, &at));
}

/* What the separator at byte `at`, so long, comes to: the end of the text, no text after all, or more of it. */
enum passing { PASS_ON, PASS_END, PASS_NONE };

static enum passing pass_separator(const struct binder *b, enum block block, struct str line,
                                   size_t at, size_t length, struct prose *prose)
{
    struct str mark = str_part(line, at, at + length), rest = typed_rest(line, at + length);
    enum item item = begins_item(b, block, rest);
    if (is_blank(mark)) {
        bool is_joint = is_ideograph_before(line, at) && is_ideograph_at(line, at + length);
        prose->is_sure &= item == ITEM_NONE && !is_joint;
        return item == ITEM_PLAIN ? PASS_NONE : PASS_ON;
    }
    if (!str_equal(mark, STR("；")) && !str_equal(mark, STR(";"))) {
        prose->is_sure &= item == ITEM_NONE;
        return item == ITEM_PLAIN ? PASS_NONE : PASS_ON;
    }
    bool is_next = begins_with_number(rest);
    if (item != ITEM_NONE || ends_item(typed_trim(rest)) ||
        (!is_next && !prose->has_colon && has_colon_behind_word(rest)))
        return PASS_END;
    prose->is_sure &= is_next;
    return PASS_ON;
}

/* Reads the text that `line` begins with. False if it may be something else. */
static bool read_line(const struct binder *b, enum block block, struct str line,
                      struct prose *prose, size_t *end)
{
    size_t at = 0, word = 0; /* where the word at hand began */
    int quotes = 0;
    bool has_word = false, is_open = false;
    for (struct str rest = line; !ends_item(rest); rest = typed_rest(line, at)) {
        size_t length = separator(rest);
        if (is_foreign(rest) || at - word > LONGEST_WORD || at > LONGEST)
            return false;
        if (length) {
            enum passing passing = pass_separator(b, block, line, at, length, prose);
            if (passing == PASS_NONE)
                return false;
            if (passing == PASS_END)
                break;
            at += length;
            word = at;
            continue;
        }
        bool is_colon = str_starts_with(rest, STR(":")) || str_starts_with(rest, STR("："));
        if (is_colon && word > 0 && is_blank(str_part(line, word - 1, word)))
            return false; /* 清河街道 联系人：…: a second item */
        prose->has_colon |= is_colon;
        prose->is_sure &= !is_colon;
        if (rest.ptr[0] == '"') { /* 完成"四好"公路3.2公里, but 联系人 "王" is another item */
            is_open = !is_open;
            prose->has_quotes = true;
            if (is_open && !is_ideograph_before(line, at))
                return false;
        }
        quotes += str_starts_with(rest, STR("“"));
        quotes -= str_starts_with(rest, STR("”"));
        if (quotes < 0)
            return false;
        uint32_t point = utf8_next(line, &at);
        has_word |= utf8_is_ideograph(point) || (point >= '0' && point <= '9') ||
                    (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
    }
    *end = typed_trim(str_part(line, 0, at)).len;
    return has_word && quotes == 0 && !is_open;
}

/* Whether the line goes on with the text above it. */
static bool goes_on(const struct binder *b, enum block block, struct str line, bool is_list)
{
    static const char *const signs[] = {"{", "}", "\"", "｛", "｝", "//"};
    line = typed_trim(line);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_contains(line, str_of(signs[i])))
            return false;
    }
    if (str_starts_with(line, STR("“")))
        return false;
    bool has_colon = str_contains(line, STR(":")) || str_contains(line, STR("："));
    if (begins_item(b, block, line) != ITEM_NONE || (has_colon && !is_list))
        return false;
    return begins_with_number(line) || str_ends_with(line, STR("。")) ||
           str_ends_with(line, STR("；"));
}

/* The end of the text, or of the lines below byte `at` that go on with it. */
static uint32_t lines_end(const struct binder *b, enum block block, const struct prose *prose,
                          uint32_t at)
{
    struct str text = prose->first.source->text;
    uint32_t end = prose->first.end;
    for (;;) {
        at = behind(text, at, " \t\r");
        if (at >= text.len || text.ptr[at] != '\n' || at - prose->first.start > LONGEST)
            return end;
        const char *next = memchr(text.ptr + at + 1, '\n', text.len - at - 1);
        uint32_t line_end = (uint32_t)(next ? (size_t)(next - text.ptr) : text.len);
        if (!goes_on(b, block, str_part(text, at + 1, line_end), prose->is_list))
            return end;
        end = at = line_end;
    }
}

/* Reads the text that begins at `start`, where a field's value stands. False if it may be something else. */
static bool read_prose(const struct binder *b, enum block block, struct span start,
                       struct prose *prose)
{
    static const char *const opening[] = {"“",  "”",  "‘",  "’",  "'", "`",
                                          "《", "「", "『", "【", "[", "="};
    struct str text = typed_rest(start.source->text, start.start);
    if (begins_with_any(text, opening, sizeof opening / sizeof opening[0]))
        return false;
    *prose = (struct prose){.first = start, .is_list = begins_with_number(text), .is_sure = true};
    size_t end;
    if (begins_item(b, block, text) == ITEM_PLAIN || !read_line(b, block, text, prose, &end))
        return false;
    prose->first.end = start.start + (uint32_t)end;
    prose->whole = prose->first;
    uint32_t next = prose->first.end + (uint32_t)separator(typed_rest(text, end));
    prose->whole.end = lines_end(b, block, prose, next);
    return true;
}

/* ---- telling ----------------------------------------------------------------------------------- */

/* So much of the text as says which it is. */
static struct str beginning(struct binder *b, struct str text)
{
    enum { SHOWN = 24 };
    size_t at = 0;
    for (unsigned count = 0; at < text.len && count < SHOWN; count++)
        utf8_next(text, &at);
    const struct str parts[] = {str_part(text, 0, at), STR("…")};
    return at < text.len ? arena_join(b->arena, parts, 2) : text;
}

static void report_prose(struct binder *b, const struct prose *prose, bool is_below)
{
    struct str text = span_text(prose->first);
    struct span told =
        prose->whole; /* with its line end, at which the parser may have missed something */
    told.end = behind(told.source->text, told.end, " \t\r");
    told.end += str_stands_at(told.source->text, told.end, "\n");
    if (b->diags->errors <= DIAG_KEPT_LIMIT)
        diags_drop_all(b->diags, told);
    b->prose = prose->whole;
    struct diag *diag =
        diag_report(b->diags, DIAG_QUOTES_MISSING, prose->first, DIAG_TEXT(beginning(b, text)));
    if (is_below || prose->whole.end > prose->first.end) {
        diag_help(b->diags, diag, NOTE_HELP_TEXT_BLOCK, DIAG_NONE);
        return;
    }
    if (prose->has_quotes) {
        diag_help(b->diags, diag, NOTE_HELP_INNER_QUOTES, DIAG_NONE);
        return;
    }
    const struct str quoted[] = {STR("\""), text, STR("\"")};
    diag_fix(b->diags, diag, prose->first, arena_join(b->arena, quoted, 3),
             prose->is_sure ? FIX_SAFE : FIX_NAMED);
}

bool report_prose_behind(struct binder *b, const struct word *word, const struct ast_node *node,
                         bool *is_sure)
{
    struct span head = node->head->span;
    struct str text = head.source->text;
    uint32_t at = behind(text, head.end, " \t");
    uint32_t colon = str_stands_at(text, at, ":") ? 1 : str_stands_at(text, at, "：") ? 3 : 0;
    *is_sure = false;
    if (word->type != TYPE_TEXT || node->labels || !colon)
        return false;
    uint32_t start = behind(text, at + colon, " \t\r\n");
    bool is_below = memchr(text.ptr + at, '\n', start - at);
    struct prose prose;
    if ((is_below && !begins_with_number(typed_rest(text, start))) ||
        !read_prose(b, word->block, (struct span){head.source, start, start}, &prose))
        return false;
    report_prose(b, &prose, is_below);
    *is_sure = prose.is_sure;
    return true;
}

/* Where the text begins that was read from `at` on, and was numbered: the parser leaves out the number that a
 * line begins with. */
static uint32_t numbered_start(struct str text, uint32_t at)
{
    enum { WITH_BLANKS = 64 };
    uint32_t start = at;
    while (start > 0 && text.ptr[start - 1] != '\n' && at - start < WITH_BLANKS)
        start--;
    start = behind(text, start, " \t");
    size_t end = numbering_end(text, start);
    bool is_first = end && behind(text, (uint32_t)end, " \t") == at;
    return is_first ? start : at;
}

bool report_prose_from(struct binder *b, const struct word *word, struct span read)
{
    struct prose prose;
    struct span start = read;
    start.start = numbered_start(read.source->text, read.start);
    if (word->type != TYPE_TEXT || !read_prose(b, word->block, start, &prose) ||
        prose.whole.end < read.end)
        return false;
    report_prose(b, &prose, start.start < read.start);
    return true;
}

bool node_is_prose(const struct binder *b, const struct ast_node *node)
{
    struct span prose = b->prose, at = node->span;
    return prose.source == at.source && at.start >= prose.start && at.start < prose.end;
}
