/*
 * rule_sort.h - things of one sort, that the same rules may fail.
 *
 * What a thing is at a glance - its categories, which fields are written, what its target is counted
 * in - decides most of what rules ask of it. Things that look the same are of one sort, of which is
 * worked out once in a run what all of them answer, which rules one of them can fail, and what is
 * left to be tested then. (rule_guess.c, rule_sort.c)
 */
#ifndef SEMA_RULE_SORT_H
#define SEMA_RULE_SORT_H

#include "sema/rule_slot.h"

enum { GLANCE_PARTS = 4, GLANCE_FACTS = 8, GLANCE_UNIT = 16 /* bytes of a unit's name */ };

/* Further facts of a glance, each a bit of `facts[FACTS]`. */
enum {
    GLANCE_INCOMPLETE = 1, /* of any: a node in it could not be read */
    GLANCE_BARE = 2,       /* of an indicator: its target is a number without its unit */
    GLANCE_HIDDEN = 4,     /* whose unit or scale is not looked at, and of which nothing is known */
    GLANCE_PREVIOUS = 8,   /* of an indicator or project: last year's is there */
    GLANCE_PARTS_SUM = 16, /* of an indicator: it is the sum of others, */
    GLANCE_PARTS_WRONG = 32, /* or may be */
    GLANCE_LEGAL = 64        /* its unit is a legal one: of a look that is no glance */
};

/* Which fact stands where. */
enum { FACTS, FACT_RELATION, FACT_LOW, FACT_HIGH, FACT_HAS, FACT_LACKS, FACT_TEXTS };

/* Of the name of an indicator: it is short; of any text of a line: it may have an equals sign. */
enum { TEXTS_SHORT = 1, TEXTS_EQUATE = 2, SHORT_NAME = 64 /* bytes */ };

/* A thing at a glance. Compared as bytes: whatever says nothing is zero. */
struct rule_glance {
    const void
        *parts[GLANCE_PARTS]; /* level one and two, kind of quantity, scale; or other parts */
    uint64_t filled;          /* likewise: and there is something in it */
    uint64_t fields;          /* bit n: field n of its block is written, and asked for */
    uint32_t
        bounds[2]; /* of an indicator: the orders of its target, and of the high side of a range */
    unsigned char facts[GLANCE_FACTS];
    char unit[GLANCE_UNIT];
};

/* Names one of which must stand in a text of the subject, or nothing that is looked for is found. */
enum { RULE_NAMES_LIMIT = 64 };
struct rule_names {
    const struct rule_term *text;
    struct str *items;
    unsigned count;
    uint64_t firsts; /* the bits of their first bytes */
};

/* A rule that a thing of the sort may fail, or a search that may find it. */
struct rule_left {
    unsigned number; /* among the chosen rules, or behind them that of the search */
    short start;     /* of the tests */
    bool is_marked;  /* they need one of the marks that the thing's own text has; or */
    const struct rule_test *tests;  /* that are left, from `start` on */
    const struct rule_term *marked; /* that this text has (rule_marks_needed); or NULL */
    uint64_t marks;
    const struct rule_names *names; /* or NULL */
};

struct rule_sort {
    uint64_t hash; /* of the glance */
    struct rule_sort *next;
    const unsigned char *states; /* as those of a row: what all things of the sort answer */
    const struct rule_left
        *left; /* `left_count`, the first `plain_count` of them without own marks */
    unsigned plain_count, left_count, rule_count; /* rule_count: of those that are no searches */
    uint64_t marks;                               /* all own ones */
    struct rule_glance glance;
};

/* The sorts of one subject that were met; beyond so many, of all that is new nothing is known. */
enum { SORT_CHAINS = 256, SORTS_LIMIT = 4096, SORTS_AT_HAND = 64 };
struct rule_sorts {
    struct rule_sort *chains[SORT_CHAINS];
    struct rule_sort *at_hand[SORTS_AT_HAND]; /* of texts: by the field that they stand in */
    struct rule_sort *unknown;
    unsigned count;
};

/* What a thing of a sort is asked while nothing but that is known. */
struct rule_guesser {
    struct rule_run run; /* without rows */
    struct rule_value thing, whole;
    unsigned owner; /* the number of the thing among the elements */
    enum rule_subject subject;
    const struct rule_glance *glance;
    const struct rule_slots *slots;
    uint64_t asked;                             /* the fields that it tells of */
    bool knows;                                 /* the glance, and not merely the subject */
    const unsigned char *states, *whole_states; /* what is known already; or NULL */
};

/* The bit of a field of the language's own, as in struct object. */
static inline uint64_t rule_field_bit(const struct word *word)
{
    return (uint64_t)1 << (word->id - word_first(word->block));
}

/*
 * Finds the bounds; the orders of a quantity to all of them; and whether those of the glance tell what a
 * comparison comes to, and the truth of it. (rule_bound.c)
 */
void rule_bounds_find(struct rule_slots *slots);
uint32_t rule_bounds_at(const struct rule_slots *slots, const struct quantity *quantity);
bool rule_bound_tells(const struct rule_guesser *guesser, const struct rule_term *term,
                      enum rule_truth *truth);

/* The truths that a term may have, each a bit. */
unsigned rule_guess(struct rule_guesser *guesser, const struct rule_term *term);

/* The names that a text of the subject must hold one of for the search to find anything; NULL: it is no
 * such search. Whether it does. (rule_naming.c) */
const struct rule_names *rule_names_of(struct rule_guesser *guesser, struct arena *a,
                                       const struct rule_term *search);
bool rule_names_one(struct rule_run *run, const struct rule_names *names);

/* The bit of the first four bytes of a name. */
static inline uint64_t rule_first_bit(const char *bytes)
{
    const uint32_t odd = 0x9E3779B1u;
    return (uint64_t)1 << (str_four(bytes) * odd >> 26);
}

#endif
