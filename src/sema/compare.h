/*
 * compare.h - what changed between two versions of projects, in the field's words.
 *
 * Things are matched by what identifies them: a project, an indicator and a line by 编号 or name; what
 * is left over is matched by likeness, and said to be a guess. A target is compared as a promise
 * (weaken.h), money as an amount, and a text as a text. Nothing is concluded from what is poisoned:
 * of a line with an error that differs the texts are given.
 */
#ifndef SEMA_COMPARE_H
#define SEMA_COMPARE_H

#include "sema/model.h"
#include "sema/span_set.h"

enum change_kind {
    CHANGE_ADDED,
    CHANGE_DROPPED,
    CHANGE_CHANGED,
    CHANGE_RENAMED,
    CHANGE_MOVED, /* to another category or task */
};

enum change_area {
    AREA_PROJECT,
    AREA_FUNDING,
    AREA_INDICATOR,
    AREA_LINE,
    AREA_SAFEGUARD,
    AREA_UNREAD, /* lines with errors: their text */
};
enum { AREA_COUNT = AREA_UNREAD + 1 };

/* What a change means to a reviewer. */
enum change_effect {
    EFFECT_NONE,
    EFFECT_WEAKER,   /* 放宽: the old promise does not follow from the new one */
    EFFECT_STRONGER, /* 收紧 */
    EFFECT_MORE,     /* an amount grew */
    EFFECT_LESS,
    EFFECT_TO_WORDS, /* a number became words */
    EFFECT_TO_NUMBER,
    EFFECT_UNIT,   /* another unit: the two cannot be compared */
    EFFECT_UNREAD, /* of AREA_UNREAD: what it means is not known */
};

struct change {
    enum change_kind kind;
    enum change_area area;
    enum change_effect effect;
    bool is_guess;                       /* of a renaming or moving: matched by likeness */
    bool is_beside;                      /* of AREA_UNREAD: the error is not in these lines */
    struct bilingual subject;            /* 数量 “培训人次” */
    struct bilingual old_text, new_text; /* empty where there is none */
    struct bilingual difference;         /* of amounts: “15.00 万元，18.75%”; else empty */
    struct span old_span, new_span;      /* source NULL where there is none */
    struct change *next;
};

/* A project on both sides, or on one (the other is NULL). */
struct project_change {
    const struct project *old, *new;
    bool is_guess;
    struct change *changes, *last;
    unsigned weaker, stronger;          /* targets */
    struct quantity year_old, year_new; /* 当年 on either side, if `has_year` */
    bool has_year;
    unsigned words;   /* targets that were numbers and became words */
    unsigned dropped; /* indicators whose target was a number and that are gone */
    bool is_ratchet;  /* 当年 grew while a target became weaker, became words, or went */
    struct project_change *next;
};

/* Adds the places of the compiler's errors; the findings of rules are none. */
void unread_add(struct arena *a, struct span_set *unread, const struct diags *diags);

/* One side: projects by `next`, of any number of files, and the errors in them. */
struct compare_side {
    const struct project *projects;
    struct span_set unread;
};

/*
 * Compares all projects of two sides; the result, in `a`, holds those that differ, in the order of the
 * new side, then what is gone.
 */
struct project_change *compare_projects(struct arena *a, struct compare_side *old,
                                        struct compare_side *new);

/*
 * What the projects ask for in the year, added up on either side, as a change; false if there are fewer than two,
 * none on one side, or not all are known. The effect is EFFECT_NONE if it comes to the same.
 */
bool compare_sums(struct arena *a, const struct project_change *projects, struct change *change);

/* A line for what compare_sums found; one that says that there is no difference, or, if files are
 * `broken`, none that could be read; and one that says what is not compared of these. */
struct str change_sums(struct arena *a, const struct change *change, enum language language);
struct str change_nothing(struct arena *a, unsigned broken, enum language language);
struct str change_not_compared(struct arena *a, unsigned broken, enum language language);

/* “项目 “教师培训””; of one that is new or gone also what it asks for. */
struct str change_project(struct arena *a, const struct project_change *project,
                          enum language language);

/* The sentence of a change: “数量 “培训人次”：≥400 人次 → ≥350 人次（放宽）”. */
struct str change_sentence(struct arena *a, const struct change *change, enum language language);

/* What a reviewer should look at first: “当年预算增加 15.00 万元，而 2 个目标放宽了”; or empty. */
struct str change_ratchet(struct arena *a, const struct project_change *project,
                          enum language language);

/* What an area and an effect are called. */
struct bilingual change_area_name(enum change_area area);
struct bilingual change_effect_name(enum change_effect effect);

/* Of a change of AREA_UNREAD: whether the error is in these lines or beside them. */
struct bilingual change_error_place(const struct change *change);

#endif
