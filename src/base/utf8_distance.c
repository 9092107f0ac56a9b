/* utf8_distance.c - how alike two words are. */
#include "base/utf8.h"

#include "base/alike.h"

enum {
    LENGTH_LIMIT = 64, /* code points; nobody misspells a sentence */
    EDIT = 2,
    HOMOPHONE = 1,
};

/* A word as code points, with the row of homophones.def that each belongs to (from 1) or 0. */
struct word {
    size_t length;
    uint32_t points[LENGTH_LIMIT];
    unsigned sounds[LENGTH_LIMIT];
};

static unsigned sound_of(uint32_t point)
{
    static const uint32_t rows[] =
#define SOUND(characters) U##characters U"/"
#include "base/homophones.def"
#undef SOUND
        ;
    if (!utf8_is_ideograph(point))
        return 0;
    unsigned row = 1;
    for (size_t i = 0; rows[i]; i++) {
        if (rows[i] == point)
            return row;
        row += rows[i] == '/';
    }
    return 0;
}

static bool word_read(struct str text, struct word *word)
{
    word->length = 0;
    for (size_t at = 0; at < text.len;) {
        if (word->length == LENGTH_LIMIT)
            return false;
        uint32_t point = utf8_next(text, &at);
        word->points[word->length++] = point > 0x7F ? alike_character(point) : point;
    }
    return true;
}

static void word_hear(struct word *word)
{
    for (size_t i = 0; i < word->length; i++)
        word->sounds[i] = sound_of(word->points[i]);
}

/* As if all characters sounded alike: what is too far then is too far with their true sounds. */
static void word_mumble(struct word *word)
{
    for (size_t i = 0; i < word->length; i++)
        word->sounds[i] = utf8_is_ideograph(word->points[i]);
}

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned change_cost(const struct word *a, size_t i, const struct word *b, size_t j)
{
    if (a->points[i] == b->points[j])
        return 0;
    return a->sounds[i] && a->sounds[i] == b->sounds[j] ? HOMOPHONE : EDIT;
}

/* Whether the two characters that end at `i` of one and `j` of the other are the same, swapped. */
static bool is_swap(const struct word *a, size_t i, const struct word *b, size_t j)
{
    if (i == 0 || j == 0)
        return false;
    return a->points[i] == b->points[j - 1] && a->points[i - 1] == b->points[j];
}

/* The optimal string alignment distance: no part of a word is edited twice. */
static unsigned align(const struct word *a, const struct word *b, unsigned limit)
{
    unsigned rows[3][LENGTH_LIMIT + 1];
    for (size_t j = 0; j <= b->length; j++)
        rows[0][j] = (unsigned)j * EDIT;
    unsigned least_before = 0;
    for (size_t i = 0; i < a->length; i++) {
        const unsigned *before = rows[i % 3], *earlier = rows[(i + 2) % 3];
        unsigned *row = rows[(i + 1) % 3];
        unsigned least = row[0] = (unsigned)(i + 1) * EDIT;
        for (size_t j = 0; j < b->length; j++) {
            unsigned cost = before[j] + change_cost(a, i, b, j);
            cost = smaller(cost, smaller(before[j + 1], row[j]) + EDIT);
            if (is_swap(a, i, b, j))
                cost = smaller(cost, earlier[j - 1] + EDIT);
            row[j + 1] = cost;
            least = smaller(least, cost);
        }
        /* A swap reaches back two rows, so one row beyond the limit decides nothing. */
        if (least > limit && least_before > limit)
            return limit + 1;
        least_before = least;
    }
    return smaller(rows[a->length % 3][b->length], limit + 1);
}

unsigned utf8_distance(struct str written, struct str wanted, unsigned limit)
{
    struct word a, b;
    if (!word_read(written, &a) || !word_read(wanted, &b))
        return limit + 1;
    size_t missing = a.length < b.length ? b.length - a.length : a.length - b.length;
    if (missing * EDIT > limit)
        return limit + 1;
    word_mumble(&a);
    word_mumble(&b);
    if (align(&a, &b, limit) > limit)
        return limit + 1;
    word_hear(&a);
    word_hear(&b);
    return align(&a, &b, limit);
}

unsigned utf8_distance_allowed(struct str written)
{
    size_t length = utf8_length(written);
    return length <= 1 ? HOMOPHONE : length <= 4 ? EDIT : 2 * EDIT;
}

static bool is_letter(uint32_t point)
{
    return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
}

/* Words of one length: characters that sound alike, one letter for another, or two neighbours swapped. */
static bool is_replaced(const struct word *a, const struct word *b)
{
    enum { LETTERS_LEAST = 4 };
    unsigned different = 0, unlike = 0;
    bool swapped = false, letters = true;
    for (size_t i = 0; i < a->length; i++) {
        if (a->points[i] == b->points[i])
            continue;
        different++;
        unlike += change_cost(a, i, b, i) > HOMOPHONE;
        letters &= is_letter(a->points[i]) && is_letter(b->points[i]);
        swapped |= is_swap(a, i, b, i);
    }
    return unlike == 0 || (different == 2 && swapped) ||
           (different == 1 && letters && a->length >= LETTERS_LEAST);
}

/* The first place where `shorter` parts from `longer`, which has one character more; or LENGTH_LIMIT if
 * they differ in more than that. */
static size_t extra_character(const struct word *shorter, const struct word *longer)
{
    size_t at = 0;
    while (at < shorter->length && shorter->points[at] == longer->points[at])
        at++;
    for (size_t i = at; i < shorter->length; i++) {
        if (shorter->points[i] != longer->points[i + 1])
            return LENGTH_LIMIT;
    }
    return at;
}

bool utf8_is_typo(struct str written, struct str wanted)
{
    enum { WANTED_LEAST = 4 };
    struct word a, b;
    if (!word_read(written, &a) || !word_read(wanted, &b))
        return false;
    word_hear(&a);
    word_hear(&b);
    if (a.length == b.length)
        return is_replaced(&a, &b);
    if (a.length + 1 == b.length) {
        size_t at = extra_character(&a, &b);
        return at > 0 && at < LENGTH_LIMIT && b.length >= WANTED_LEAST;
    }
    if (a.length == b.length + 1) {
        size_t at = extra_character(&b, &a);
        return at > 0 && at < LENGTH_LIMIT && a.points[at] == a.points[at - 1];
    }
    return false;
}
