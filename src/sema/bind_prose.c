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
    LONGEST_NAME = 64,  /* bytes of a name that is looked for at the beginning of a word */
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

/* The line that the text begins with, without the end of the line; no more of it than is read. */
static struct str first_line(struct str text)
{
    size_t end = 0;
    while (end < text.len && end < LONGEST && text.ptr[end] != '\n')
        end++;
    return str_part(text, 0, end);
}

/* The bytes of the mark of `marks` that the text begins with, or (`at_end`) ends with; or 0. */
static size_t mark_of(struct str text, const char *const *marks, size_t count, bool at_end)
{
    for (size_t i = 0; i < count; i++) {
        struct str mark = str_of(marks[i]);
        if (at_end ? str_ends_with(text, mark) : str_starts_with(text, mark))
            return mark.len;
    }
    return 0;
}

/* Blanks, those of an input method and of a web page included; then what ends an item. */
static const char *const between[] = {" ", "\t", "\r", "\xE3\x80\x80", "\xC2\xA0", "；", ";"};
enum { BLANKS = 5, BLANKS_AND_SEMICOLONS = sizeof between / sizeof between[0] };

/* The bytes of such that the text begins with. */
static size_t between_length(struct str text, size_t kinds)
{
    size_t at = 0, length;
    while ((length = mark_of(typed_rest(text, at), between, kinds, false)) > 0)
        at += length;
    return at;
}

/* What the text says behind the blanks that it begins with. */
static struct str behind_blanks(struct str text)
{
    return typed_rest(text, between_length(text, BLANKS));
}

static bool is_letter_or_digit(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

/* The bytes of the colon that the text begins with, or 0. */
static size_t colon_length(struct str text)
{
    static const char *const colons[] = {":", "："};
    return mark_of(text, colons, sizeof colons / sizeof colons[0], false);
}

/* The end of the word that the text begins with, or of so much of it as is longer than any name. */
static size_t first_word(struct str text)
{
    size_t end = 0;
    for (size_t at = 0; at < text.len && end <= LONGEST_WORD; end = at) {
        uint32_t point = utf8_next(text, &at);
        if (point < 0x80 ? !is_letter_or_digit((unsigned char)point) && point != '_'
                         : point == 0xA0 || sign_twin(point) != NULL)
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

/* Whether the word is the name of a field or category that may stand in the block. */
static bool is_item_name(const struct binder *b, enum block block, struct str word)
{
    return has_field(b, block, word) ||
           vocabulary_find(&b->library->vocabulary, BLOCK_FILE, word) ||
           (b->framework &&
            (category_find(b->framework->categories, word) || category_above(b->framework, word)));
}

/* Whether the text, behind a number of a list, begins with an item. */
static enum item begins_item(const struct binder *b, enum block block, struct str text)
{
    text = behind_blanks(text);
    text = behind_blanks(typed_rest(text, numbering_end(text, 0)));
    size_t end = first_word(text);
    struct str rest = behind_blanks(typed_rest(text, end));
    if (!end || end > LONGEST_WORD || !is_item_name(b, block, str_part(text, 0, end)))
        return ITEM_NONE;
    static const char *const signs[] = {":", "：", "=", "＝", "\"", "“", "{", "｛"};
    bool is_plain = begins_with_any(rest, signs, sizeof signs / sizeof signs[0]);
    return is_plain ? ITEM_PLAIN : ITEM_WORD;
}

/* 联系电话62206112, “设备费” 5: whether an item may be meant by what the text begins with, were it written
 * right. */
static bool may_be_item(const struct binder *b, enum block block, struct str text)
{
    text = behind_blanks(text);
    text = behind_blanks(typed_rest(text, numbering_end(text, 0)));
    static const char *const quotes[] = {"\"", "“"};
    if (begins_with_any(text, quotes, sizeof quotes / sizeof quotes[0]))
        return true;
    size_t word = first_word(text), at = 0;
    while (at < word && at < LONGEST_NAME) {
        utf8_next(text, &at);
        if (is_item_name(b, block, str_part(text, 0, at)))
            return true;
    }
    return false;
}

/* 2.…, （2）…, 二是…: the next of a list. */
static bool begins_with_number(struct str text)
{
    text = behind_blanks(text);
    return numbering_end(text, 0) > 0 ||
           (begins_with_number_word(text) && str_stands_at(text, 3, "是"));
}

/* The bytes of the marks that may stand between two items, or of the blanks, that the text begins with; or 0. */
static size_t separator(struct str text)
{
    static const char *const marks[] = {"，", "、", ","};
    size_t blanks = between_length(text, BLANKS);
    if (blanks)
        return blanks;
    size_t length = between_length(text, BLANKS_AND_SEMICOLONS);
    return length ? length : mark_of(text, marks, sizeof marks / sizeof marks[0], false);
}

static bool is_blank(struct str text)
{
    return !behind_blanks(text).len;
}

/* Whether the text begins with an end of its line, or what ends an item there; comments behind which the line goes
 * on do not. */
static bool ends_item(struct str text)
{
    static const char *const ends[] = {"\n", "\r", "}", "｝", "//"};
    while (str_starts_with(text, STR("/*"))) {
        size_t end = 2;
        while (end < text.len && !str_stands_at(text, end, "*/"))
            end++;
        if (end == text.len)
            return false;
        text = behind_blanks(typed_rest(text, end + 2));
    }
    return text.len == 0 || begins_with_any(text, ends, sizeof ends / sizeof ends[0]);
}

/* What no text without quotes has in it: then the line is another's to tell. */
static bool is_foreign(struct str text)
{
    static const char *const signs[] = {"\\", "{", "｛", "://", "/*"};
    return begins_with_any(text, signs, sizeof signs / sizeof signs[0]);
}

/* 联系人：…: whether a colon stands behind the first word, whatever that is. */
static bool has_colon_behind_word(struct str text)
{
    text = behind_blanks(text);
    return colon_length(behind_blanks(typed_rest(text, first_word(text)))) > 0;
}

/* Whether an ideograph stands right before byte `at`. */
static bool is_ideograph_before(struct str text, size_t at)
{
    size_t start = at >= 3 ? at - 3 : at;
    return start < at && utf8_is_ideograph(utf8_next(text, &start)) && start == at;
}

/* 清河 联系人, Li 联系电话, 李某某 62206112: whether the blanks from byte `at` to `end` stand between two words of
 * which one is Chinese, where no blank need be. */
static bool is_joint(struct str text, size_t at, size_t end)
{
    size_t next = end;
    bool is_before = is_ideograph_before(text, at);
    bool is_behind = end < text.len && utf8_is_ideograph(utf8_next(text, &next));
    bool is_word_before =
        is_before || (at > 0 && is_letter_or_digit((unsigned char)text.ptr[at - 1]));
    bool is_word_behind =
        is_behind || (end < text.len && is_letter_or_digit((unsigned char)text.ptr[end]));
    return (is_before && is_word_behind) || (is_behind && is_word_before);
}

/* What the separator at byte `at`, so long, comes to: the end of the text, no text after all, or more of it. */
enum passing { PASS_ON, PASS_END, PASS_NONE };

static enum passing pass_separator(const struct binder *b, enum block block, struct str line,
                                   size_t at, size_t length, struct prose *prose)
{
    struct str mark = str_part(line, at, at + length), rest = typed_rest(line, at + length);
    enum item item = begins_item(b, block, rest);
    bool is_semicolon = mark_of(mark, between, BLANKS_AND_SEMICOLONS, false) && !is_blank(mark);
    bool is_next = begins_with_number(rest);
    if (is_semicolon && (item != ITEM_NONE || ends_item(rest) ||
                         (!is_next && !prose->has_colon && has_colon_behind_word(rest))))
        return PASS_END;
    prose->is_sure = prose->is_sure && (is_next || !is_semicolon) &&
                     !(is_blank(mark) && is_joint(line, at, at + length)) &&
                     !may_be_item(b, block, rest);
    return item == ITEM_PLAIN ? PASS_NONE : PASS_ON;
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
        if (is_foreign(rest) || at - word > LONGEST_WORD)
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
        bool is_colon = colon_length(rest) > 0;
        if (is_colon && mark_of(str_part(line, 0, word), between, BLANKS, true))
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
        has_word |=
            utf8_is_ideograph(point) || (point < 0x80 && is_letter_or_digit((unsigned char)point));
    }
    size_t length;
    *end = at;
    while ((length = mark_of(str_part(line, 0, *end), between, BLANKS_AND_SEMICOLONS, true)) > 0)
        *end -= length;
    return has_word && quotes == 0 && !is_open && at < LONGEST; /* behind that is more of it */
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
    bool is_next = begins_with_number(line);
    if (begins_item(b, block, line) != ITEM_NONE || (has_colon && !(is_list && is_next)))
        return false;
    return is_next || str_ends_with(line, STR("。")) || str_ends_with(line, STR("；"));
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
        struct str line = first_line(typed_rest(text, at + 1));
        if (line.len == LONGEST || !goes_on(b, block, line, prose->is_list))
            return end;
        end = at = at + 1 + (uint32_t)line.len;
    }
}

/* Reads the text that begins at `start`, where a field's value stands. False if it may be something else. */
static bool read_prose(const struct binder *b, enum block block, struct span start,
                       struct prose *prose)
{
    static const char *const opening[] = {"“",  "”",  "‘",  "’",  "'", "`",
                                          "《", "「", "『", "【", "[", "="};
    struct str text = first_line(typed_rest(start.source->text, start.start));
    if (begins_with_any(text, opening, sizeof opening / sizeof opening[0]))
        return false;
    *prose = (struct prose){.first = start, .is_list = begins_with_number(text), .is_sure = true};
    size_t end;
    if (begins_item(b, block, text) == ITEM_PLAIN || !read_line(b, block, text, prose, &end))
        return false;
    prose->first.end = start.start + (uint32_t)end;
    prose->whole = prose->first;
    uint32_t next =
        prose->first.end + (uint32_t)between_length(typed_rest(text, end), BLANKS_AND_SEMICOLONS);
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
    /* 好//坏: what stands right behind may be part of the text, and no comment. */
    bool is_all = !str_stands_at(prose->first.source->text, prose->first.end, "//");
    diag_fix(b->diags, diag, prose->first, arena_join(b->arena, quoted, 3),
             prose->is_sure && is_all ? FIX_SAFE : FIX_NAMED);
}

bool report_prose_behind(struct binder *b, const struct word *word, const struct ast_node *node,
                         bool *is_sure)
{
    struct span head = node->head->span;
    struct str text = head.source->text;
    uint32_t at = behind(text, head.end, " \t");
    uint32_t colon = (uint32_t)colon_length(typed_rest(text, at));
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

bool item_ends_behind(const struct binder *b, const struct word *word, struct span span)
{
    struct str rest = behind_blanks(first_line(typed_rest(span.source->text, span.end)));
    struct str next = typed_rest(rest, between_length(rest, BLANKS_AND_SEMICOLONS));
    static const char *const braces[] = {"{", "｛"};
    if (ends_item(next) ||
        (word->type == TYPE_TITLE && begins_with_any(rest, braces, sizeof braces / sizeof *braces)))
        return true;
    return begins_item(b, word->block, next) == ITEM_PLAIN && !begins_with_number(next) &&
           (next.ptr != rest.ptr || has_colon_behind_word(next));
}

bool node_is_prose(const struct binder *b, const struct ast_node *node)
{
    struct span prose = b->prose, at = node->span;
    return prose.source == at.source && at.start >= prose.start && at.start < prose.end;
}
