/*
 * known_indicator.h - indicator libraries (指标库): how indicators in common use are measured.
 *
 * An indicator of a project whose name is, or ends in, a name of the library is held against it: what
 * its target may be, which way is better, in which category it belongs.
 */
#ifndef SEMA_KNOWN_INDICATOR_H
#define SEMA_KNOWN_INDICATOR_H

#include "sema/framework.h"

enum direction { DIRECTION_NONE, DIRECTION_HIGHER, DIRECTION_LOWER };

struct known_indicator {
    struct bilingual name;
    struct str documentation;
    struct span span;
    struct category takes;        /* a category of its own: what its target may be */
    const struct measure **units; /* besides those of the kinds that it takes */
    unsigned unit_count;
    const struct role **roles; /* of the categories that it belongs in; none: any */
    unsigned role_count;
    enum direction direction;
    struct bilingual formula, standard; /* how it is worked out; where the target comes from */
    struct str *spellings;
    unsigned spelling_count;
    const struct indicator_library *library;
    struct known_indicator *next;
};

struct indicator_library {
    struct bilingual name;
    struct str documentation;
    struct known_indicator *first, *last; /* as declared */
    unsigned count;
    struct indicator_library *next;
};

struct catalogue;

/*
 * The indicator that `name` means: its own name or, as in 教师培训人次, the longest that it ends in; a
 * file's own before the library's. Blanks and a pair of brackets at the end do not count. Or NULL.
 */
const struct known_indicator *catalogue_indicator(const struct catalogue *catalogue,
                                                  struct arena *a, struct str name);

/* The name as the look-up takes it, in `a`. */
struct str indicator_key(struct arena *a, struct str name);

#endif
