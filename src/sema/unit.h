/*
 * unit.h - kinds of quantity, units, dimensions, ordinal scales.
 *
 * Everything here is declared in the language itself: the library's in stdlib/, an author's own in
 * the spec. A dimension is a product of base units with exponents; two quantities may be added or
 * compared only if their dimensions are equal, and 人 is another dimension than 人次. Every factor is
 * exact. Tables of the library are read by all threads; a file's own table stands before it.
 */
#ifndef SEMA_UNIT_H
#define SEMA_UNIT_H

#include "base/decimal.h"
#include "base/diag.h"
#include "base/map.h"

enum { DIMENSION_LIMIT = 6 /* different base units in one quantity */ };

/* Base units with exponents, by ascending number; none is a ratio or plain number. */
struct dimension {
    unsigned count;
    struct {
        unsigned short base;
        short exponent;
    } factors[DIMENSION_LIMIT];
};

struct kind {
    struct bilingual name;
    struct str documentation;
    struct span span;
    struct kind *next;
};

/*
 * What a number is counted in, and how that is written: a unit, a unit with a prefix (万人次), a
 * compound (元/人·天), or `%`. Value = number × factor, in base units of `dimension`.
 */
struct measure {
    struct bilingual name; /* as the formatter writes it, in either language; empty for none */
    struct str spelling; /* as the author wrote it, if it is a further one (公里, ㎡); or empty */
    struct rational factor;
    struct dimension dimension;
    const struct kind *kind;       /* NULL for a compound that no unit is declared for */
    const struct measure *lasting; /* itself if it lives as long as the library; see unit_cache.h */
};

struct unit_cache;

struct unit {
    struct measure measure;
    bool is_base, is_legal;
    struct str documentation, note;
    struct bilingual *spellings; /* further names, in order; only .chinese is used */
    unsigned spelling_count;
    struct span span;
    struct unit *next;
};

struct scale;

/* A step of an ordinal scale. */
struct grade {
    struct bilingual name;
    const struct scale *scale;
    unsigned rank;      /* 0 is the best */
    struct grade *next; /* the next lower step */
    struct str *spellings;
    unsigned spelling_count;
};

struct scale {
    struct bilingual name;
    struct grade *first;      /* the best */
    struct map steps;         /* its grades by every spelling */
    struct bilingual judging; /* by what it is told which step was reached; may be empty */
    struct str documentation;
    struct span span;
    struct scale *next;
};

/* What is declared, in the order of declaration, and by every spelling. */
struct units {
    const struct units *outer; /* the library's, for a file's own table; NULL for the library's */
    struct arena *arena;
    struct kind *kinds, *kinds_last;
    struct unit *units, *units_last;
    struct scale *scales, *scales_last;
    struct map kind_names, unit_names, scale_names, grade_names;
    struct map measures; /* spelling → measure with a prefix or a further spelling, made when met */
    struct map broken;   /* names whose declarations were reported: nothing more is said of them */
    unsigned base_count;              /* bases are numbered through, the library's first */
    const struct kind *money;         /* the kind 货币, which 金额单位 and amounts are of */
    struct measure percent, permille; /* of the kind 比率 */
    struct unit_cache *cache;         /* for a file's own table; NULL: nothing is kept */
};

/* An empty table; `outer` may be NULL. */
void units_init(struct units *units, struct arena *a, const struct units *outer);

/* Whether a unit so called, or one that it is made of by a prefix, is not the library's. */
bool units_is_own(const struct units *units, struct str name);

/* Both spelled so in this table or an outer one; NULL if not declared. */
const struct kind *units_find_kind(const struct units *units, struct str name);
const struct scale *units_find_scale(const struct units *units, struct str name);

/* Steps so spelled, one a scale and at most `most`: this table's first, then the outer one's. */
unsigned units_find_grades(const struct units *units, struct str name, const struct grade **found,
                           unsigned most);

/* The first of them, or NULL. */
const struct grade *units_find_grade(const struct units *units, struct str name);

/* The scale's own step so spelled, or NULL. */
const struct grade *scale_find_step(const struct scale *scale, struct str name);

/*
 * The measure written `name`: `%` (or 百分比), `‰`, a unit, or a unit that has no declaration with one of the
 * prefixes 十 百 千 万 十万 百万 千万 亿 万亿. NULL if there is none.
 */
const struct measure *units_find(struct units *units, struct str name);

/* What is left of `name` behind each prefix that it begins with; returns how many that are. */
enum { UNIT_RESTS_LIMIT = 4 };
unsigned units_without_prefix(struct str name, struct str rests[UNIT_RESTS_LIMIT]);

/* The declared unit written `name`, without prefixes; or NULL. */
const struct unit *units_find_unit(const struct units *units, struct str name);

/* Whether every unit that the measure is made of is a legal unit of measurement. */
bool units_are_legal(const struct units *units, const struct measure *measure);

/* The measure of a plain number: factor 1, no dimension, no name. */
const struct measure *measure_one(void);

/* Whether the two have the same base units with the same exponents; whether one has none. */
static inline bool dimension_equal(const struct dimension *a, const struct dimension *b)
{
    if (a == b)
        return true;
    if (a->count != b->count)
        return false;
    for (unsigned i = 0; i < a->count; i++) {
        if (a->factors[i].base != b->factors[i].base ||
            a->factors[i].exponent != b->factors[i].exponent)
            return false;
    }
    return true;
}
static inline bool dimension_is_none(const struct dimension *d)
{
    return d->count == 0;
}

/* a × b^sign, sign 1 or -1. False: more than DIMENSION_LIMIT base units, or too high an exponent. */
bool dimension_combine(const struct dimension *a, const struct dimension *b, int sign,
                       struct dimension *result);

/* The dimension in words, "元/人·天", built of base units' names in `a`; “纯数” for none. */
struct bilingual dimension_name(struct arena *a, const struct units *units,
                                const struct dimension *d);

/* The same; but a base unit is called by the first of `named` that measures it: 天, and not 秒. */
struct bilingual dimension_name_in(struct arena *a, const struct units *units,
                                   const struct dimension *d, const struct measure *const *named,
                                   unsigned count);

/* Declared measures of this dimension, at most `most`, commonest first as they are declared. */
unsigned units_of_dimension(const struct units *units, const struct dimension *d,
                            const struct measure **found, unsigned most);

/* The known spelling nearest to `name` (of a unit, a kind or a grade), or empty. */
struct str units_nearest(const struct units *units, struct str name);
struct str units_nearest_kind(const struct units *units, struct str name);
struct str units_nearest_scale(const struct units *units, struct str name);
struct str units_nearest_grade(const struct units *units, struct str name);

/* Whether a file with so many reports may look for the nearest name of every one, in good time. */
bool units_may_search(const struct units *units, unsigned reports);

/* A name whose declaration failed, and whether `name` is one, or one with a prefix: who uses it has made no
 * mistake. */
void units_add_broken(struct units *units, struct str name);
bool units_is_broken(const struct units *units, struct str name);

/* Adds; false if one of the spellings is declared already (`*other` is what). */
bool units_add_kind(struct units *units, struct kind *kind);
bool units_add_unit(struct units *units, struct unit *unit, const struct unit **other);
bool units_add_scale(struct units *units, struct scale *scale, const struct scale **other);

#endif
