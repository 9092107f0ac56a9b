/* standard.c - price standards by word or code, dimension and year. */
#include "sema/standard.h"

enum {
    DIMENSION_BYTES = DIMENSION_LIMIT * 4,
    KEY_SIZE = WORD_SET_LENGTH_LIMIT + 1 + DIMENSION_BYTES
};

/* A limit under one word, and those of other years. */
struct standard_entry {
    struct standard_match match;
    const struct standard_entry *other;
};

/* The word and the dimension as one key; a word of a set is never longer than its limit. */
static struct str key_of(struct str word, const struct dimension *dimension, char buffer[KEY_SIZE])
{
    size_t length = word.len;
    memcpy(buffer, word.ptr, word.len);
    buffer[length++] = '\n';
    for (unsigned i = 0; i < dimension->count; i++) {
        unsigned base = dimension->factors[i].base;
        buffer[length++] = (char)(base & 0x7f);
        buffer[length++] = (char)(base >> 7 & 0x7f);
        buffer[length++] = (char)(base >> 14 & 0x7f);
        buffer[length++] = (char)dimension->factors[i].exponent;
    }
    return (struct str){buffer, length};
}

static bool covers(const struct standard *standard, int year)
{
    return year == 0 || standard->first_year == 0 ||
           (standard->first_year <= year && year <= standard->last_year);
}

static struct standard_match entry_find(const struct catalogue *catalogue, struct str word,
                                        const struct dimension *dimension, int year)
{
    char buffer[KEY_SIZE];
    const struct standard_entry *entry =
        map_get(&catalogue->standard_limits, key_of(word, dimension, buffer));
    while (entry && !covers(entry->match.standard, year))
        entry = entry->other;
    return entry ? entry->match : (struct standard_match){NULL, NULL};
}

static struct standard_match find_here(const struct catalogue *catalogue, struct str name,
                                       const struct dimension *dimension, int year)
{
    struct standard_match best = {NULL, NULL};
    size_t length = 0;
    struct word_found found = word_set_find(&catalogue->standard_words, name, 0);
    for (; found.word.len; found = word_set_find(&catalogue->standard_words, name, found.end)) {
        struct standard_match match = entry_find(catalogue, found.word, dimension, year);
        bool is_excepted =
            match.standard && word_set_find(&match.standard->excepted, name, 0).word.len > 0;
        if (match.standard && !is_excepted && found.word.len > length) {
            best = match;
            length = found.word.len;
        }
    }
    return best;
}

struct standard_match catalogue_standard(const struct catalogue *catalogue, struct str name,
                                         const struct dimension *dimension, int year)
{
    struct standard_match match = {NULL, NULL};
    for (; catalogue && !match.standard; catalogue = catalogue->outer)
        match = find_here(catalogue, name, dimension, year);
    return match;
}

struct standard_match catalogue_standard_of_code(const struct catalogue *catalogue, struct str code,
                                                 const struct dimension *dimension, int year)
{
    struct standard_match match = {NULL, NULL};
    if (code.len == 0 || code.len > CODE_DIGITS_LIMIT)
        return match;
    for (; catalogue && !match.standard; catalogue = catalogue->outer)
        match = entry_find(catalogue, code, dimension, year);
    return match;
}

void catalogue_add_standard(struct catalogue *catalogue, struct standard *standard)
{
    if (catalogue->standards_last)
        catalogue->standards_last->next = standard;
    else
        catalogue->standards = standard;
    catalogue->standards_last = standard;
}

bool catalogue_add_limit(struct catalogue *catalogue, const struct standard *standard,
                         const struct standard_limit *limit, struct str word,
                         const struct standard **other)
{
    char buffer[KEY_SIZE];
    struct str key = key_of(word, &limit->quantity.measure->dimension, buffer);
    const struct standard_entry *before = map_get(&catalogue->standard_limits, key);
    for (const struct standard_entry *entry = before; entry; entry = entry->other) {
        *other = entry->match.standard;
        if (covers(*other, standard->first_year) || covers(standard, (*other)->first_year))
            return false;
    }
    struct standard_entry *entry = ARENA_NEW(catalogue->arena, struct standard_entry);
    *entry = (struct standard_entry){{standard, limit}, before};
    map_put(&catalogue->standard_limits, catalogue->arena, arena_copy(catalogue->arena, key),
            entry);
    return true;
}
