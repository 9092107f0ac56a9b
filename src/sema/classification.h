/*
 * classification.h - the codes of budget classification (政府收支分类科目), as declared lists.
 *
 * A list is of one field (经济科目, 功能科目) and some years, and says what it holds of the whole: none
 * need be complete. A file may add to a list of the library under its name.
 */
#ifndef SEMA_CLASSIFICATION_H
#define SEMA_CLASSIFICATION_H

#include "base/diag.h"

/* The field that takes a code. */
enum code_field { CODE_ECONOMIC, CODE_FUNCTIONAL, CODE_FIELD_COUNT };

enum { CODE_LEVEL_LIMIT = 4, CODE_DIGITS_LIMIT = 9 };

struct class_code {
    struct str code;
    struct bilingual name;
    const struct classification *list;
    unsigned lengths_below;   /* bit n: its list has codes of n digits that begin with it */
    struct class_code *next;  /* of its list, as declared */
    struct class_code *other; /* the same code in other years */
};

struct classification {
    struct bilingual name, extent;
    struct str documentation;
    struct span span;
    enum code_field field;
    int first_year, last_year;                      /* 0: any */
    unsigned digits[CODE_LEVEL_LIMIT], level_count; /* of the codes of each level, ascending */
    const struct classification *extended;          /* what it adds to, or NULL */
    struct class_code *codes, *codes_last;
    unsigned count;
    struct classification *next;
};

struct catalogue;

/* The list of this name in either language, here or outside; or NULL. */
const struct classification *catalogue_classification(const struct catalogue *catalogue,
                                                      struct str name);

/* What a code means in a year (0: in any); NULL if no list has it. */
const struct class_code *catalogue_code(const struct catalogue *catalogue, enum code_field field,
                                        struct str code, int year);

/* The nearest class above it that a list has, such as 302 for 30215; or NULL. */
const struct class_code *catalogue_code_above(const struct catalogue *catalogue,
                                              enum code_field field, struct str code, int year);

/* The code that has this name; NULL if there is none. It looks at every code. */
const struct class_code *catalogue_code_named(const struct catalogue *catalogue,
                                              enum code_field field, struct str name, int year);

/*
 * How long a code must be: by the list that has it or a class above it, else by the first list of
 * the field; 0 if there is no list.
 */
unsigned catalogue_code_digits(const struct catalogue *catalogue, enum code_field field,
                               struct str code);

/* Adds a list; false, and `*other` is what, if one of its names is taken. */
bool catalogue_add_classification(struct catalogue *catalogue, struct classification *list,
                                  const struct classification **other);

/* Adds a code to a list; false if a list of the same catalogue has it for one of the years. */
bool catalogue_add_code(struct catalogue *catalogue, struct classification *list,
                        struct class_code *code);

/*
 * A field as it is written: the code that it begins with, and what stands behind it, such as
 * 30216 and 培训费 of “30216 培训费”. Either may be empty.
 */
void code_split(struct str text, struct str *code, struct str *name);

#endif
