/* scan.c - words and signs. */
#include "syntax/scan.h"

#include "base/bytes.h"
#include "base/utf8.h"
#include "syntax/signs.h"

enum { NAME_LIMIT = 255 };

/* Whether a digit, which ends a word behind 至, starts at byte `at`. */
static bool is_digit(struct str text, size_t at)
{
    size_t length;
    return sign_digit(text, at, &length) >= 0;
}

static bool is_word_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Past the character at byte `at`, which is neither ASCII nor an ideograph, unless it is a sign. */
static size_t skip_other_letter(struct str text, size_t at)
{
    size_t end = at;
    return sign_twin(utf8_next(text, &end)) ? at : end;
}

/* Whether a word certainly ends before byte `at`: at a colon, a blank or another sign of ASCII. */
static inline bool is_word_end(struct str text, size_t at)
{
    if (at >= text.len)
        return true;
    unsigned char c = (unsigned char)text.ptr[at];
    return c < 0x80 ? !is_word_letter((char)c)
                    : c == 0xEF && text.len - at >= 3 && memcmp(text.ptr + at, "：", 3) == 0;
}

/* The end of the word that goes on at byte `at`. */
static size_t word_end(struct str text, size_t at)
{
    for (;;) {
        size_t start = at;
        at = bytes_skip_ideographs(text, at);
        if (at >= text.len)
            return at;
        unsigned char c = (unsigned char)text.ptr[at];
        /* 至 between a unit and a digit is a range: 10万元至20万元. */
        if (at - start >= 3 && ((c >= '0' && c <= '9') || c == 0xEF) &&
            memcmp(text.ptr + at - 3, "至", 3) == 0 && is_digit(text, at))
            return at - 3;
        start = at;
        if (c >= 0x80)
            at = skip_other_letter(text, at);
        else
            at += is_word_letter(text.ptr[at]);
        if (at == start)
            return at;
    }
}

/* The word without the invisible characters in it, which are reported on their own. */
static struct str without_invisible(struct parse *p, struct span place)
{
    char *copy = arena_bytes(p->arena, place.end - place.start + 1);
    size_t length = 0;
    uint32_t at = place.start;
    while (p->invisible_passed < p->invisible_count && p->invisible[p->invisible_passed].end <= at)
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

/* A bit for the last byte of each of 至 且 或 非 真 假, less its two top bits; 属 has that of 非. */
static const uint64_t reserved_ends =
    1ull << 0x33 | 1ull << 0x14 | 1ull << 0x16 | 1ull << 0x1E | 1ull << 0x1F | 1ull << 0x07;

/* Whether a word may be one of those below: most are longer, or begin with another letter. */
static inline bool may_be_reserved_in_chinese(struct str word)
{
    return (word.len == 3 && reserved_ends >> (word.ptr[2] & 0x3F) & 1) ||
           (word.len == 6 && memcmp(word.ptr, "属于", 6) == 0);
}

static bool may_be_reserved(struct str word)
{
    return (unsigned char)word.ptr[0] >= 0x80 ? may_be_reserved_in_chinese(word)
                                              : word.len <= 5 && memchr("taonif", word.ptr[0], 6);
}

/* The expression words, the only reserved ones. */
static const struct reserved {
    struct bilingual names;
    int token;
    enum ast_operator operator;
    bool truth;
} reserved_words[] = {
    {{{"至", 3}, {"to", 2}}, TOK_RANGE, AST_RANGE, false},
    {{{"且", 3}, {"and", 3}}, TOK_AND, AST_AND, false},
    {{{"或", 3}, {"or", 2}}, TOK_OR, AST_OR, false},
    {{{"非", 3}, {"not", 3}}, TOK_NOT, AST_NONE, false},
    {{{"属于", 6}, {"in", 2}}, TOK_IN, AST_IN, false},
    {{{"真", 3}, {"true", 4}}, TOK_TRUTH, AST_NONE, true},
    {{{"假", 3}, {"false", 5}}, TOK_TRUTH, AST_NONE, false},
};

static const struct reserved *reserved_find(struct str word)
{
    for (size_t i = 0; i < sizeof reserved_words / sizeof reserved_words[0]; i++) {
        if (bilingual_is(reserved_words[i].names, word))
            return &reserved_words[i];
    }
    return NULL;
}

/* NAME if `word` is none of them. */
static int reserved_word(struct str word, JX_STYPE *value)
{
    const struct reserved *found = reserved_find(word);
    if (!found)
        return TOK_NAME;
    if (found->token == TOK_TRUTH)
        value->TOK_TRUTH = found->truth;
    else
        value->TOK_RANGE = found->operator;
    return found->token;
}

bool scan_reserved(struct str word, struct bilingual *names)
{
    const struct reserved *found = word.len ? reserved_find(word) : NULL;
    if (found)
        *names = found->names;
    return found != NULL;
}

bool scan_is_invisible(const struct parse *p, size_t at)
{
    for (size_t i = p->invisible_passed; i < p->invisible_count; i++) {
        if (p->invisible[i].start > at)
            return false;
        if (p->invisible[i].end > at)
            return true;
    }
    return false;
}

/* A word that is too long, which is hardly a name. */
static int report_long_word(struct parse *p, const struct span *place)
{
    struct diag *diag = diag_report(p->diags, DIAG_NAME_TOO_LONG, *place, DIAG_NUMBER(NAME_LIMIT));
    diag_help(p->diags, diag, NOTE_HELP_QUOTES, DIAG_NONE);
    diag_fix(p->diags, diag, (struct span){p->source, place->start, place->start}, STR("“"),
             FIX_NAMED);
    diag_fix(p->diags, diag, span_after(*place), STR("”"), FIX_NAMED);
    parse_breaks_line(p, place->start);
    return TOK_JX_error;
}

/* The same where the file holds invisible characters. */
static int scan_holed_word(struct parse *p, JX_STYPE *value, struct span *place)
{
    size_t end = place->start;
    if (p->is_ahead)
        return SCAN_LATER;
    if (scan_is_invisible(p, place->start)) {
        utf8_next(p->text, &end);
        place->end = (uint32_t)end;
        return SCAN_BLANK;
    }
    place->end = (uint32_t)word_end(p->text, end);
    struct str word = without_invisible(p, *place);
    if (word.len > NAME_LIMIT)
        return report_long_word(p, place);
    value->TOK_NAME = word;
    return word.len ? reserved_word(word, value) : SCAN_BLANK;
}

/* Any word; 至 and a digit behind it are the sign of a range. */
__attribute__((noinline)) static int scan_any_word(struct parse *p, JX_STYPE *value,
                                                   struct span *place)
{
    size_t start = place->start;
    if (p->text.ptr[start] == '\xE8' && memcmp(p->text.ptr + start, "至", 3) == 0 &&
        is_digit(p->text, start + 3)) {
        place->end = place->start + 3;
        value->TOK_RANGE = AST_RANGE;
        return TOK_RANGE;
    }
    if (p->invisible_count)
        return scan_holed_word(p, value, place);
    size_t end = word_end(p->text, start);
    if (scan_joined_year(p, place->start))
        end = start + 3;
    int numbering = end < p->text.len && p->text.ptr[end] == '\xE3' ? scan_numbering(p, place) : 0;
    if (numbering)
        return numbering;
    place->end = (uint32_t)end;
    struct str word = str_part(p->text, start, end);
    if (word.len > NAME_LIMIT)
        return p->is_ahead ? SCAN_LATER : report_long_word(p, place);
    value->TOK_NAME = word;
    return may_be_reserved(word) ? reserved_word(word, value) : TOK_NAME;
}

/* Whether a word certainly ends at `at`. */
static inline bool ends_plain_word(const char *at)
{
    if ((unsigned char)*at < 0x80)
        return !is_word_letter(*at);
    return memcmp(at, "：", 3) == 0 || memcmp(at, "；", 3) == 0 || memcmp(at, "，", 3) == 0 ||
           memcmp(at, "·", 2) == 0 || memcmp(at, "×", 2) == 0;
}

/* Whether one of them, or a longer word, begins at `word`: few words have the same third byte. */
static inline bool may_begin_reserved(const char *word)
{
    return reserved_ends >> (word[2] & 0x3F) & 1 &&
           (scan_begins_operator(word) || memcmp(word, "非", 3) == 0 ||
            memcmp(word, "真", 3) == 0 || memcmp(word, "假", 3) == 0);
}

const char *scan_latin_word(const char *at)
{
    const char *end = at;
    while (is_word_letter(*end))
        end++;
    struct str word = {at, (size_t)(end - at)};
    bool is_plain = word.len <= NAME_LIMIT && ends_plain_word(end);
    return is_plain && !(may_be_reserved(word) && reserved_find(word)) ? end : NULL;
}

const char *scan_chinese_word(const char *at)
{
    const char *end = bytes_behind_ideographs(at);
    if (end - at > NAME_LIMIT || !ends_plain_word(end))
        return NULL;
    if (may_begin_reserved(at) && end - at <= 6 &&
        reserved_find((struct str){at, (size_t)(end - at)}))
        return NULL;
    return end;
}

int scan_word(struct parse *p, JX_STYPE *value, struct span *place)
{
    /* Most are of ideographs alone, and none of the reserved ones. */
    size_t end = bytes_skip_ideographs(p->text, place->start);
    struct str word = {p->text.ptr + place->start, end - place->start};
    if (word.len == 0 || word.len > NAME_LIMIT || may_be_reserved_in_chinese(word) ||
        !is_word_end(p->text, end) || p->invisible_count)
        return scan_any_word(p, value, place);
    place->end = (uint32_t)end;
    value->TOK_NAME = word;
    return TOK_NAME;
}

/* The one of < > = that, in either width, stands at byte `at`, or 0; `*length` gets its bytes. */
static char relation_sign(struct str text, size_t at, size_t *length)
{
    if (at >= text.len)
        return 0;
    size_t next = at;
    uint32_t point = utf8_next(text, &next);
    const char *twin = point < 0x80 ? NULL : sign_twin(point);
    *length = next - at;
    if (twin && twin[0] && !twin[1])
        point = (unsigned char)twin[0];
    return point == '<' || point == '>' || point == '=' ? (char)point : 0;
}

uint32_t scan_equals_behind(struct str text, uint32_t at)
{
    size_t length, next = at;
    while (next < text.len && text.ptr[next] == ' ')
        next++;
    return relation_sign(text, next, &length) == '=' ? (uint32_t)(next + length) : 0;
}

/* Extends ≥, > or 》 over a `=` or ≥ that was typed once more, behind it or a blank (> =, ≥=, >≥): all of it
 * means what the first and the `=` mean. False if there is none. */
static bool extend_relation(struct parse *p, struct span *place, bool is_less)
{
    size_t at = place->end, length;
    while (at < p->text.len && p->text.ptr[at] == ' ')
        at++;
    char sign = relation_sign(p->text, at, &length);
    size_t next = at;
    uint32_t point = at < p->text.len ? utf8_next(p->text, &next) : 0;
    const char *twin = point < 0x80 ? NULL : sign_twin(point);
    bool is_same = twin && twin[0] == (is_less ? '<' : '>') && twin[1] == '=' && point != 0x300B;
    if (sign != '=' && !(is_same && at == place->end))
        return false;
    place->end = (uint32_t)(sign == '=' ? at + length : next);
    return true;
}

/* ≥, ≤ and ≠, and 》, behind which an `=` is often typed. */
static int relation_with_equals(struct parse *p, JX_STYPE *value, struct span *place, char first)
{
    if (first != '!')
        extend_relation(p, place, first == '<');
    value->TOK_RELATION = first == '<'   ? AST_LESS_EQUAL
                          : first == '>' ? AST_GREATER_EQUAL
                                         : AST_UNEQUAL;
    return TOK_RELATION;
}

static int relation(struct parse *p, JX_STYPE *value, struct span *place, char first)
{
    size_t length;
    bool equals = first != '=' && relation_sign(p->text, place->end, &length) == '=';
    if (equals)
        place->end += (uint32_t)length;
    else if (first == '<' || first == '>')
        equals = extend_relation(p, place, first == '<');
    switch (first) {
    case '<':
        value->TOK_RELATION = equals ? AST_LESS_EQUAL : AST_LESS;
        break;
    case '>':
        value->TOK_RELATION = equals ? AST_GREATER_EQUAL : AST_GREATER;
        break;
    case '=': {
        /* => and =< are typed for ≥ and ≤ as ＞＝ is. */
        char second = relation_sign(p->text, place->end, &length);
        value->TOK_RELATION = second == '>'   ? AST_GREATER_EQUAL
                              : second == '<' ? AST_LESS_EQUAL
                                              : AST_EQUAL;
        if (second == '>' || second == '<')
            place->end += (uint32_t)length;
        break;
    }
    case '!':
        if (!equals)
            return scan_stray(p, value, place);
        value->TOK_RELATION = AST_UNEQUAL;
        break;
    }
    return TOK_RELATION;
}

/* Whether a name ends before byte `at`, a few blanks left out: a quote, a letter or an ideograph; or a line. */
static bool is_behind_name(struct str text, size_t at)
{
    enum { BLANKS_MOST = 32 /* bytes */ };
    static const char *const blanks[] = {" ", "\t", "　", "\xC2\xA0"};
    size_t least = at > BLANKS_MOST ? at - BLANKS_MOST : 0;
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0] && at > least; i++) {
        if (!str_ends_with(str_part(text, 0, at), str_of(blanks[i])))
            continue;
        at -= strlen(blanks[i]);
        i = (size_t)-1;
    }
    size_t last = at - (at > 0);
    while (last > 0 && ((unsigned char)text.ptr[last] & 0xC0) == 0x80)
        last--;
    if (at == 0)
        return true; /* of which there is none: no number either */
    size_t next = last, length;
    uint32_t point = utf8_next(text, &next);
    bool is_letter = (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
    return sign_digit(text, last, &length) < 0 &&
           (is_letter || point == '"' || point == '\n' || point == 0x201D ||
            (point >= 0x4E00 && point <= 0x9FFF));
}

/* `（%）` behind a number, as forms print it: the end of the sign, or 0. Behind a name it heads a column. */
static size_t ratio_in_parentheses(struct str text, size_t open, size_t at, struct str *ratio)
{
    size_t next = at;
    if (at >= text.len || is_behind_name(text, open))
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
    case ' ':
        return SCAN_BLANK;
    case '\n':
        return TOK_NEWLINE;
    case ':':
        return TOK_COLON;
    case ',':
        return TOK_COMMA;
    case ';':
        return TOK_END;
    case '.':
        return TOK_POINT;
    case '{':
        return TOK_OPEN_BLOCK;
    case '}':
        return TOK_CLOSE_BLOCK;
    case '[':
        return TOK_OPEN_INDEX;
    case ']':
        return TOK_CLOSE_INDEX;
    case '+':
        return TOK_PLUS;
    case '-':
        return scan_unless_nothing(p, place, TOK_MINUS);
    case '(':
        if (p->is_ahead)
            return SCAN_LATER;
        if (scan_numbering(p, place))
            return SCAN_BLANK;
        end = ratio_in_parentheses(p->text, place->start, place->end, &value->TOK_RATIO);
        if (end) {
            place->end = (uint32_t)end;
            return TOK_RATIO;
        }
        p->parentheses++;
        return TOK_OPEN;
    case ')':
        if (p->is_ahead)
            return SCAN_LATER;
        if (p->parentheses)
            p->parentheses--;
        return TOK_CLOSE;
    case '*':
        value->TOK_TIMES = AST_MULTIPLY;
        return TOK_TIMES;
    case '/':
        value->TOK_TIMES = AST_DIVIDE;
        return scan_unless_nothing(p, place, TOK_TIMES);
    case '~':
        value->TOK_RANGE = AST_RANGE;
        return scan_unless_nothing(p, place, TOK_RANGE);
    case '%':
        value->TOK_RATIO = STR("%");
        return TOK_RATIO;
    case '\xC2':
        value->TOK_DOT = AST_DOT;
        return TOK_DOT;
    case '\xE2':
        value->TOK_RATIO = STR("‰");
        return TOK_RATIO;
    case '<':
    case '>':
    case '!':
        if (twin[1] != '=')
            return relation(p, value, place, twin[0]);
        return relation_with_equals(p, value, place, twin[0]);
    case '=':
        return relation(p, value, place, '=');
    }
    return scan_stray(p, value, place);
}

int scan_report_unusual(struct parse *p, int token, const JX_STYPE *value, const struct span *place)
{
    static const char usual[] = " = == < <= > >= != ＝ ＜ ＞ ＜＝ ＞＝ ≤ ≥ ≠ % ‰ ％ ";
    if (token != TOK_RELATION && token != TOK_RATIO)
        return token;
    struct str text = span_text(*place);
    if (text.len == 1 || (text.len == 2 && text.ptr[1] == '='))
        return token;
    for (const char *at = usual; (at = strchr(at, ' ')) && at[1]; at++) {
        if (strncmp(at + 1, text.ptr, text.len) == 0 && at[1 + text.len] == ' ')
            return token;
    }
    if (p->is_ahead)
        return SCAN_LATER;
    struct str sign = token == TOK_RATIO                         ? value->TOK_RATIO
                      : value->TOK_RELATION == AST_LESS_EQUAL    ? STR("<=")
                      : value->TOK_RELATION == AST_GREATER_EQUAL ? STR(">=")
                      : value->TOK_RELATION == AST_LESS          ? STR("<")
                      : value->TOK_RELATION == AST_GREATER       ? STR(">")
                      : value->TOK_RELATION == AST_UNEQUAL       ? STR("!=")
                                                                 : STR("=");
    struct diag *diag =
        diag_report(p->diags, DIAG_UNUSUAL_SIGN, *place, DIAG_TEXT(text), DIAG_TEXT(sign));
    diag_fix(p->diags, diag, *place, sign, FIX_SAFE);
    return token;
}

int scan_sign(struct parse *p, JX_STYPE *value, struct span *place)
{
    char twin[2] = {p->text.ptr[place->start], 0};
    return scan_report_unusual(p, ascii_sign(p, value, place, twin), value, place);
}

int scan_wide(struct parse *p, JX_STYPE *value, struct span *place)
{
    size_t end = place->start, digit;
    uint32_t point = utf8_next(p->text, &end);
    place->end = (uint32_t)end;
    if (sign_digit(p->text, place->start, &digit) >= 0)
        return scan_number(p, value, place);
    const char *twin = sign_twin(point);
    int numbering = twin ? 0 : scan_numbering(p, place);
    if (!twin)
        return numbering ? numbering : scan_word(p, value, place);
    /* The dash of an input method is two of them. */
    if (twin[0] == '~' &&
        str_starts_with(str_part(p->text, end, p->text.len), str_part(p->text, place->start, end)))
        place->end += (uint32_t)(end - place->start);
    if (twin[0] == '\0')
        return scan_stray(p, value, place);
    if (twin[0] == '"')
        return scan_chinese_text(p, value, place, point);
    if (strcmp(twin, "<<") == 0)
        return scan_title(p, value, place);
    return scan_report_unusual(p, ascii_sign(p, value, place, twin), value, place);
}
