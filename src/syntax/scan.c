/* scan.c - words, signs and comments; the places of tokens. */
#include "syntax/scan.h"

#include "base/utf8.h"
#include "syntax/signs.h"

enum { NAME_LIMIT = 255 };

void scan_comment(struct parse *p, const struct span *place)
{
    struct str text = str_part(p->text, place->start, place->end);
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

void scan_comment_open(struct parse *p, const struct span *place)
{
    p->comment = place->start;
}

void scan_comment_unclosed(struct parse *p)
{
    struct diag *diag = diag_report(p->diags, DIAG_UNCLOSED_COMMENT,
                                    ((struct span){p->source, p->comment, p->comment + 2}),
                                    DIAG_NONE);
    diag_help(p->diags, diag, NOTE_HELP_CLOSE_COMMENT, DIAG_NONE);
}

/* Whether a digit, which ends a word behind 至, starts at byte `at`. */
static bool is_digit(struct str text, size_t at)
{
    size_t length;
    return sign_digit(text, at, &length) >= 0;
}

/* The end of the word that goes on at byte `at`, and whether invisible characters are in it. */
static size_t word_end(const struct parse *p, size_t at)
{
    struct str text = p->text;
    while (at < text.len) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c < 0x80) {
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_'))
                break;
            at++;
        } else if (c >= 0xE4 && c <= 0xE9) {
            /* 至 (E8 87 B3) between a unit and a digit is a range: 10万元至20万元. */
            if (c == 0xE8 && memcmp(text.ptr + at, "\xE8\x87\xB3", 3) == 0 &&
                is_digit(text, at + 3))
                break;
            at += 3;
        } else {
            size_t next = at;
            if (sign_twin(utf8_next(text, &next)))
                break;
            at = next;
        }
    }
    return at;
}

/* The word without the invisible characters in it, which are reported on their own. */
static struct str without_invisible(struct parse *p, struct span place)
{
    char *copy = arena_alloc(p->arena, place.end - place.start + 1);
    size_t length = 0;
    uint32_t at = place.start;
    while (p->invisible_passed < p->invisible_count &&
           p->invisible[p->invisible_passed].end <= at)
        p->invisible_passed++;
    for (size_t i = p->invisible_passed; i < p->invisible_count; i++) {
        const struct utf8_place *hole = &p->invisible[i];
        if (hole->start >= place.end)
            break;
        uint32_t stop = hole->start > at ? (uint32_t)hole->start : at;
        memcpy(copy + length, p->text.ptr + at, stop - at);
        length += stop - at;
        at = (uint32_t)hole->end;
    }
    if (at < place.end) {
        memcpy(copy + length, p->text.ptr + at, place.end - at);
        length += place.end - at;
    }
    return (struct str){copy, length};
}

/* The expression words, the only reserved ones. NAME if `word` is none of them. */
static int reserved_word(struct str word, JX_STYPE *value)
{
    static const struct {
        struct str chinese, english;
        int token;
        enum ast_operator operator;
        bool truth;
    } words[] = {
        {{"至", 3}, {"to", 2}, TOK_RANGE, AST_RANGE, false},
        {{"且", 3}, {"and", 3}, TOK_AND, AST_AND, false},
        {{"或", 3}, {"or", 2}, TOK_OR, AST_OR, false},
        {{"非", 3}, {"not", 3}, TOK_NOT, AST_NONE, false},
        {{"属于", 6}, {"in", 2}, TOK_IN, AST_IN, false},
        {{"真", 3}, {"true", 4}, TOK_TRUTH, AST_NONE, true},
        {{"假", 3}, {"false", 5}, TOK_TRUTH, AST_NONE, false},
    };
    /* Most words are none: they are longer, or begin with another letter. */
    if (word.len > 6 || !memchr("\xE8\xE4\xE6\xE9\xE5\xE7taonif", word.ptr[0], 12))
        return TOK_NAME;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!str_equal(word, words[i].chinese) && !str_equal(word, words[i].english))
            continue;
        if (words[i].token == TOK_TRUTH)
            value->TOK_TRUTH = words[i].truth;
        else
            value->TOK_RANGE = words[i].operator;
        return words[i].token;
    }
    return TOK_NAME;
}

int scan_word(struct parse *p, JX_STYPE *value, struct span *place)
{
    size_t start = place->start;
    if (memcmp(p->text.ptr + start, "\xE8\x87\xB3", p->text.len - start < 3 ? 1 : 3) == 0 &&
        is_digit(p->text, start + 3)) {
        place->end = place->start + 3;
        value->TOK_RANGE = AST_RANGE;
        return TOK_RANGE;
    }
    place->end = (uint32_t)word_end(p, start);
    struct str word = p->invisible_count ? without_invisible(p, *place)
                                         : str_part(p->text, start, place->end);
    if (word.len == 0)
        return SCAN_BLANK;
    if (word.len > NAME_LIMIT) {
        diag_report(p->diags, DIAG_NAME_TOO_LONG, *place, DIAG_NUMBER(NAME_LIMIT));
        return TOK_JX_error;
    }
    value->TOK_NAME = word;
    return reserved_word(word, value);
}

/* Whether an `=`, of either width, stands at byte `at`; `*length` gets its bytes. */
static bool is_equals(struct str text, size_t at, size_t *length)
{
    if (at >= text.len)
        return false;
    size_t next = at;
    uint32_t point = utf8_next(text, &next);
    const char *twin = point < 0x80 ? NULL : sign_twin(point);
    *length = next - at;
    return point == '=' || (twin && strcmp(twin, "=") == 0);
}

static int relation(struct parse *p, JX_STYPE *value, struct span *place, char first)
{
    size_t length;
    bool equals = is_equals(p->text, place->end, &length);
    if (equals)
        place->end += (uint32_t)length;
    switch (first) {
    case '<': value->TOK_RELATION = equals ? AST_LESS_EQUAL : AST_LESS; break;
    case '>': value->TOK_RELATION = equals ? AST_GREATER_EQUAL : AST_GREATER; break;
    case '=': value->TOK_RELATION = AST_EQUAL; break;
    case '!':
        if (!equals)
            return scan_stray(p, value, place);
        value->TOK_RELATION = AST_UNEQUAL;
        break;
    }
    return TOK_RELATION;
}

/* `（%）` behind a number, as forms print it: the end of the sign, or 0. */
static size_t ratio_in_parentheses(struct str text, size_t at, struct str *ratio)
{
    size_t next = at;
    if (at >= text.len)
        return 0;
    uint32_t sign = utf8_next(text, &next);
    bool permille = sign == 0x2030;
    if (sign != '%' && sign != 0xFF05 && !permille)
        return 0;
    if (next >= text.len)
        return 0;
    uint32_t close = utf8_next(text, &next);
    *ratio = permille ? STR("‰") : STR("%");
    return close == ')' || close == 0xFF09 ? next : 0;
}

/* The token of an ASCII sign, whether it was typed or stands for a wide one. */
static int ascii_sign(struct parse *p, JX_STYPE *value, struct span *place, const char *twin)
{
    size_t end;
    switch (twin[0]) {
    case ' ': return SCAN_BLANK;
    case '\n': return TOK_NEWLINE;
    case ':': return TOK_COLON;
    case ',': return TOK_COMMA;
    case ';': return TOK_END;
    case '.': return TOK_POINT;
    case '{': return TOK_OPEN_BLOCK;
    case '}': return TOK_CLOSE_BLOCK;
    case '[': return TOK_OPEN_INDEX;
    case ']': return TOK_CLOSE_INDEX;
    case '+': return TOK_PLUS;
    case '-': return TOK_MINUS;
    case '(':
        end = ratio_in_parentheses(p->text, place->end, &value->TOK_RATIO);
        if (end) {
            place->end = (uint32_t)end;
            return TOK_RATIO;
        }
        p->parentheses++;
        return TOK_OPEN;
    case ')':
        if (p->parentheses)
            p->parentheses--;
        return TOK_CLOSE;
    case '*': value->TOK_TIMES = AST_MULTIPLY; return TOK_TIMES;
    case '/': value->TOK_TIMES = AST_DIVIDE; return TOK_TIMES;
    case '~': value->TOK_RANGE = AST_RANGE; return TOK_RANGE;
    case '%': value->TOK_RATIO = STR("%"); return TOK_RATIO;
    case '\xC2': value->TOK_DOT = AST_DOT; return TOK_DOT;
    case '\xE2': value->TOK_RATIO = STR("‰"); return TOK_RATIO;
    case '<':
    case '>':
    case '!':
        if (twin[1] != '=')
            return relation(p, value, place, twin[0]);
        value->TOK_RELATION = twin[0] == '<'   ? AST_LESS_EQUAL
                              : twin[0] == '>' ? AST_GREATER_EQUAL
                                               : AST_UNEQUAL;
        return TOK_RELATION;
    case '=': return relation(p, value, place, '=');
    }
    return scan_stray(p, value, place);
}

int scan_sign(struct parse *p, JX_STYPE *value, struct span *place)
{
    char twin[2] = {p->text.ptr[place->start], 0};
    return ascii_sign(p, value, place, twin);
}

int scan_wide(struct parse *p, JX_STYPE *value, struct span *place)
{
    unsigned char first = (unsigned char)p->text.ptr[place->start];
    if (first >= 0xE4 && first <= 0xE9) /* most of CJK: no sign is among them */
        return scan_word(p, value, place);
    size_t end = place->start, digit;
    uint32_t point = utf8_next(p->text, &end);
    place->end = (uint32_t)end;
    if (sign_digit(p->text, place->start, &digit) >= 0)
        return scan_number(p, value, place);
    const char *twin = sign_twin(point);
    if (!twin)
        return scan_word(p, value, place);
    switch (twin[0]) {
    case '\0': return scan_stray(p, value, place);
    case '"': return scan_chinese_text(p, value, place, point);
    case '<':
        if (twin[1] == '<')
            return scan_title(p, value, place);
        break;
    }
    return ascii_sign(p, value, place, twin);
}

int scan_stray(struct parse *p, JX_STYPE *value, struct span *place)
{
    (void)value;
    struct str text = str_part(p->text, place->start, place->end);
    struct diag *diag = diag_report(p->diags, DIAG_STRAY_CHARACTER, *place, DIAG_TEXT(text));
    if (str_equal(text, STR("。")))
        diag_help(p->diags, diag, NOTE_HELP_FULL_STOP, DIAG_NONE);
    else if (str_equal(text, STR("#")) || str_equal(text, STR("＃")))
        diag_help(p->diags, diag, NOTE_HELP_COMMENT, DIAG_NONE);
    else if (str_equal(text, STR("￥")) || str_equal(text, STR("¥")) || str_equal(text, STR("$")))
        diag_help(p->diags, diag, NOTE_HELP_MONEY_SIGN, DIAG_NONE);
    else if (str_equal(text, STR("…")))
        diag_help(p->diags, diag, NOTE_HELP_PLACEHOLDER, DIAG_NONE);
    else
        diag_help(p->diags, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
    return TOK_JX_error;
}
