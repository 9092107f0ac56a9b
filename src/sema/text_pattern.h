/*
 * text_pattern.h - small patterns for texts: 匹配(名称, "率$|合格").
 *
 *   literal characters · `.` any · `[年月-]` `[^0-9]` a set · `( )` a group · `|` one or the other ·
 *   `*` `+` `?` as often as it likes, at least once, at most once · `^` `$` begin and end of the text ·
 *   `\d` a digit, full-width ones too · `\` before a sign takes it as it stands
 *
 * All threads of a match run side by side (Thompson 1968), so the time is bounded by the length of the
 * text times that of the pattern, whatever either is. Full-width letters, digits and signs match
 * their ASCII twins and the other way round.
 */
#ifndef SEMA_TEXT_PATTERN_H
#define SEMA_TEXT_PATTERN_H

#include "sema/text.h"

enum {
    PATTERN_LIMIT = 1000,     /* steps, about the characters of a pattern */
    PATTERN_DEPTH_LIMIT = 50, /* groups in groups */
};

enum text_pattern_fault {
    PATTERN_OK,
    PATTERN_GROUP_OPEN,        /* a ( without its ) */
    PATTERN_GROUP_CLOSE,       /* a ) without its ( */
    PATTERN_SET_OPEN,          /* a [ without its ], or an empty set */
    PATTERN_RANGE,             /* [z-a] */
    PATTERN_NOTHING_TO_REPEAT, /* * + or ? with nothing before it */
    PATTERN_ESCAPE,            /* \ before a letter other than d, or at the end */
    PATTERN_TOO_LONG,
    PATTERN_TOO_DEEP,
};

struct text_pattern;

/* A pattern in `a`, or NULL: `*fault` says why, and `*at` is the byte of `pattern` where it shows. */
const struct text_pattern *text_pattern_compile(struct arena *a, struct str pattern,
                                                enum text_pattern_fault *fault, size_t *at);

/*
 * Words one of which stands in every text that a pattern matches, as 人数 or 人次 does where
 * “(人数|人次)$” matches; NULL if none can be told. `*exact`: and every text that holds one is matched.
 */
struct text_pattern_word {
    struct str word;
    struct text_pattern_word *next;
};
const struct text_pattern_word *text_pattern_words(struct arena *a, struct str pattern,
                                                   bool *exact);

/* Whether the pattern matches somewhere in `text`; the first such place, and the longest there. The
 * place of an empty match is empty. `place` may be NULL. */
bool text_pattern_find(const struct text_pattern *pattern, struct str text,
                       struct text_place *place);

#endif
