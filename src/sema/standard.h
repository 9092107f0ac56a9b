/*
 * standard.h - price standards (定额): the most that a thing may cost.
 *
 * A standard applies to a line or indicator by a word in its name, by the line's economic code, or by the
 * name of a task above it; and only to a price per the same thing: 元/人·天 is not held against
 * 元/人.
 */
#ifndef SEMA_STANDARD_H
#define SEMA_STANDARD_H

#include "sema/model.h"

/* One 上限 of a standard. */
struct standard_limit {
    struct quantity quantity;
    struct span span;
    struct standard_limit *next;
};

struct standard {
    struct bilingual name, note;
    struct str documentation;
    struct span span;
    struct str source, source_number; /* 《…》 and 文号; may be empty */
    int first_year, last_year;        /* 0: any */
    struct str *words, *codes;        /* that it applies to */
    unsigned word_count, code_count;
    struct word_set excepted; /* words of a name that it does not apply to */
    struct standard_limit *limits;
    struct standard *next;
};

/* What was found for a price. */
struct standard_match {
    const struct standard *standard; /* NULL: nothing */
    const struct standard_limit *limit;
};

/* The standard for a price of this dimension by the longest word in `name`; a file's own first. */
struct standard_match catalogue_standard(const struct catalogue *catalogue, struct str name,
                                         const struct dimension *dimension, int year);

/* The same by an economic code. */
struct standard_match catalogue_standard_of_code(const struct catalogue *catalogue, struct str code,
                                                 const struct dimension *dimension, int year);

/* Adds a standard to the list, and one of its limits under a word or code. False if another one has
 * a limit of that dimension under it in one of the years; `*other` is which. */
void catalogue_add_standard(struct catalogue *catalogue, struct standard *standard);
bool catalogue_add_limit(struct catalogue *catalogue, const struct standard *standard,
                         const struct standard_limit *limit, struct str word,
                         const struct standard **other);

#endif
