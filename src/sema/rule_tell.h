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

/*
 * What a term speaks of, as one clerk says it to another (rule_words.c): 项目.年度 is the 年度, 中期.值 the
 * 中期, 期限.起始 期限的起始; a truth, “目标值不是“法定”的”. And words for its value with where that comes from behind them, if it is written
 * nowhere in the rule: “2020（年度）”, “50（体系规定）”; with a range of them, “应在 40 至 50 之间（体系规定）”.
 */
struct bilingual rule_term_words(struct arena *a, const struct rule_term *term);
struct bilingual rule_truth_words(struct arena *a, const struct rule_term *term, bool truth);
struct bilingual rule_with_origin(struct arena *a, const struct rule_term *term,
                                  struct bilingual words);
struct bilingual rule_range_words(struct arena *a, const struct rule_term *between,
                                  struct bilingual low, struct bilingual high, bool is_excluded);

/* Whether a condition asks for categories of a role, and which: 二级.作用 = 质量. */
bool rule_kind_words(struct arena *a, const struct rule_term *condition, struct bilingual *kind);

/* A condition that no element of a collection meets. */
struct bilingual rule_condition_words(struct arena *a, const struct rule_term *term);

/* The value of a term, which is left in `value`, as a person writes it. */
struct bilingual tell_value(struct telling *t, const struct rule_term *term,
                            struct rule_value *value);

/* The left side of a comparison, likewise; what was worked out is shown in the unit, or the %, of what it
 * is held against. */
struct bilingual tell_beside(struct telling *t, const struct rule_term *term,
                             struct rule_value *left);

/* “≥ 1”: what the left side of a comparison should have been; `truth`: that it is not so. */
struct bilingual tell_required(struct telling *t, const struct rule_term *term, bool truth);

/*
 * A comparison that fails as a sentence: “指标有 1 个，至少要 3 个”, “400 人次，不能超过 300 人次（中期）”. What is
 * compared is named in it only if it is a call: else it is said where it stands.
 */
struct bilingual tell_in_words(struct telling *t, const struct rule_term *term, bool truth);

/* Such a sentence behind what is compared, where it stands nowhere: “一级的作用是“效益”，应是“满意度””. */
struct bilingual tell_with_name(struct telling *t, const struct rule_term *term, bool truth);

/* Whether a comparison is one of the caption that a text begins with, 栏名(…); and what it finds. */
bool tell_is_of_caption(const struct rule_term *term);
struct bilingual tell_caption(struct telling *t, const struct rule_term *term, bool truth);

/* Whether a condition is true (or false) for sure. */
bool tell_is_so(struct telling *t, const struct rule_term *term, bool truth);

/* “这里是 200 人次，“年度目标”里是 180 人次”: none of what was `read` in a text is what `any` asks for. */
struct bilingual tell_unlike(struct telling *t, const struct rule_term *any, struct bilingual read);

/* What makes a condition true (or false): “权重 = 5，要求 ≥ 10”. */
struct bilingual tell_finding(struct telling *t, const struct rule_term *term, bool truth);

#endif
