/* text_pattern_words.c - words without which a pattern cannot match. */
#include "sema/text_pattern.h"

#include "sema/text_characters.h"

/* The words that stand in whatever matches a part of a pattern: one of them at least. */
struct bag {
    struct text_pattern_word *words;
    size_t least;  /* bytes of the shortest; 0: nothing can be told */
    bool is_exact; /* and what holds one of them matches */
};

struct finder {
    struct arena *arena;
    struct str pattern;
    size_t at;
};

static char look(const struct finder *f)
{
    return f->at < f->pattern.len ? f->pattern.ptr[f->at] : '\0';
}

/* Passes the signs of repetition at hand; whether there are any, and what stands there must not. */
static bool take_repeat(struct finder *f, bool *may_lack)
{
    size_t start = f->at;
    *may_lack = false;
    for (; look(f) == '*' || look(f) == '+' || look(f) == '?'; f->at++)
        *may_lack |= look(f) != '+';
    return f->at > start;
}

/* Of two parts either of which may stand there. */
static struct bag either(struct bag a, struct bag b)
{
    struct text_pattern_word **last = &a.words;
    bool is_told = a.least && b.least;
    while (*last)
        last = &(*last)->next;
    *last = b.words;
    return (struct bag){a.words,
                        !is_told            ? 0
                        : a.least < b.least ? a.least
                                            : b.least,
                        is_told && a.is_exact && b.is_exact};
}

static void skip_set(struct finder *f)
{
    while (f->at < f->pattern.len && look(f) != ']')
        f->at += look(f) == '\\' ? 2 : 1;
    f->at++;
}

static void add_character(struct finder *f, struct bag *bag, uint32_t point)
{
    char bytes[4];
    struct text_pattern_word *word = ARENA_NEW(f->arena, struct text_pattern_word);
    word->word = arena_copy(f->arena, (struct str){bytes, utf8_write(point, bytes)});
    word->next = bag->words;
    bag->words = word;
    if (bag->least == 0 || word->word.len < bag->least)
        bag->least = word->word.len;
}

/*
 * The signs and ideographs of the set at hand, one by one, with their full-width twins. Nothing is told
 * of a range, nor of letters and digits: by itself none of those is a word.
 */
static struct bag find_set(struct finder *f)
{
    enum { TWINS = 0xFEE0, WIDE_BLANK = 0x3000 };
    struct bag bag = {NULL, 0, false}, none = bag;
    size_t start = f->at++;
    bool is_plain = look(f) != '^';
    while (is_plain && f->at < f->pattern.len && look(f) != ']') {
        f->at += look(f) == '\\';
        uint32_t point = text_next(f->pattern, &f->at);
        bool is_range =
            look(f) == '-' && f->at + 1 < f->pattern.len && f->pattern.ptr[f->at + 1] != ']';
        is_plain = !is_range && !text_is_letter(point) && !text_is_digit(point);
        add_character(f, &bag, point);
        if (point < 0x80)
            add_character(f, &bag, point == ' ' ? WIDE_BLANK : point + TWINS);
    }
    f->at = start;
    skip_set(f);
    return is_plain ? bag : none;
}

static struct bag find_alternatives(struct finder *f);

/* The ideographs at hand, each of which stands once; the last may be repeated. */
static struct bag find_word(struct finder *f)
{
    size_t start = f->at, end = start;
    bool is_repeated = false, may_lack;
    while (!is_repeated && text_has_common(f->pattern, f->at)) {
        size_t letter = f->at;
        text_next(f->pattern, &f->at);
        end = f->at;
        is_repeated = take_repeat(f, &may_lack);
        end = may_lack ? letter : end;
    }
    struct bag bag = {NULL, end - start, !is_repeated};
    bag.words = ARENA_NEW(f->arena, struct text_pattern_word);
    bag.words->word = str_part(f->pattern, start, end);
    return bag;
}

static struct bag find_part(struct finder *f)
{
    struct bag part = {NULL, 0, false}, none = part;
    bool may_lack;
    if (text_has_common(f->pattern, f->at))
        return find_word(f);
    if (look(f) == '[') {
        part = find_set(f);
    } else if (look(f) == '(') {
        f->at++;
        part = find_alternatives(f);
        f->at++;
    } else {
        f->at += look(f) == '\\';
        text_next(f->pattern, &f->at);
    }
    part.is_exact &= !take_repeat(f, &may_lack);
    return may_lack ? none : part;
}

/* What stands one behind the other up to a | or ). */
static struct bag find_sequence(struct finder *f)
{
    struct bag best = {NULL, 0, false};
    unsigned parts = 0;
    while (f->at < f->pattern.len && look(f) != '|' && look(f) != ')') {
        struct bag part = find_part(f);
        bool is_exact = parts++ == 0 && part.is_exact;
        best = part.least > best.least ? part : best;
        best.is_exact = is_exact;
    }
    return best;
}

static struct bag find_alternatives(struct finder *f)
{
    struct bag all = find_sequence(f);
    while (look(f) == '|') {
        f->at++;
        all = either(all, find_sequence(f));
    }
    return all;
}

const struct text_pattern_word *text_pattern_words(struct arena *a, struct str pattern, bool *exact)
{
    struct finder f = {a, pattern, 0};
    struct bag all = find_alternatives(&f);
    *exact = all.is_exact && all.least > 0;
    return all.least ? all.words : NULL;
}
