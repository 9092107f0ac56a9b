/*
 * rule_tell.h - a rule's failure being told: what was found, in a few words of both languages.
 *
 * The words are made of the rule itself (rule_text.c) and of what it met in the project; the author of
 * a rule writes none of them. Everything is evaluated once more: nothing was kept while the rule ran.
 */
#ifndef SEMA_RULE_TELL_H
#define SEMA_RULE_TELL_H

#include "sema/rule_term.h"

struct telling {
    struct rule_run *run;
    struct diags *diags;
    struct diag *diag;
    struct arena *arena;
    enum rule_subject subject; /* of the rule */
    struct bilingual label;    /* the words beside the carets so far */
    unsigned places;           /* that there are; the first few are shown */
};

/* The sentence with {0} and {1} filled in, in both languages. */
struct bilingual rule_phrase(struct arena *a, const char *chinese, const char *english,
                             struct bilingual one, struct bilingual other);

/* The value of a term, which is left in `value`, as a person writes it. */
struct bilingual tell_value(struct telling *t, const struct rule_term *term,
                            struct rule_value *value);

/* The left side of a comparison, likewise; a ratio beside a number in % is shown in %. */
struct bilingual tell_beside(struct telling *t, const struct rule_term *term,
                             struct rule_value *left);

/* “≥ 1”: what the left side of a comparison should have been; `truth`: that it is not so. */
struct bilingual tell_required(struct telling *t, const struct rule_term *term, bool truth);

/*
 * A comparison that fails as a sentence, where it is one of what people count or name: “指标有 1 个，至少要
 * 3 个”, “不能是“比率””. False: it is told as left side, relation and right side. A name stands in the
 * words only if the left side is a call.
 */
bool tell_in_words(struct telling *t, const struct rule_term *term, bool truth,
                   struct bilingual *text);

/* Whether a comparison is one of the caption that a text begins with, 栏名(…); and what it finds. */
bool tell_is_of_caption(const struct rule_term *term);
struct bilingual tell_caption(struct telling *t, const struct rule_term *term, bool truth);

/* Whether a condition is true (or false) for sure. */
bool tell_is_so(struct telling *t, const struct rule_term *term, bool truth);

/* What makes a condition true (or false): “权重 = 5，要求 ≥ 10”. */
struct bilingual tell_finding(struct telling *t, const struct rule_term *term, bool truth);

#endif
