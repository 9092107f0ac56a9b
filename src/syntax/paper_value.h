/*
 * paper_value.h - targets as people write them on paper: 95%以上, 100-200 人, 2026年12月底前.
 *
 * Nothing here is accepted by the language. What is plainly meant is put as the language has it, for the
 * help and the edit of whoever reports it; the edit is never a safe one, since it makes a target.
 */
#ifndef SYNTAX_PAPER_VALUE_H
#define SYNTAX_PAPER_VALUE_H

#include "base/arena.h"
#include "base/diag.h"
#include "syntax/quantity_word.h"

enum paper_kind {
    PAPER_NONE,     /* nothing that is known here */
    PAPER_REWRITE,  /* `text` is how it is written */
    PAPER_BARE,     /* a quantity, `text`, of which nobody knows whether it is a least or a most */
    PAPER_VAGUE,    /* 约 400 人 */
    PAPER_YEARLESS, /* 11月15日前: `text` is the day, and the year is missing */
};

struct paper_value {
    enum paper_kind kind;
    struct str text;
    struct str baseline; /* of PAPER_REWRITE: what the target is measured from; or empty */
};

/* What a target is that is written as `text`, signs before it included. */
struct paper_value paper_target(struct arena *a, struct str text);

/* Adds the help that fits, and for PAPER_REWRITE the edit of `span`; false if there is none. */
bool paper_help(struct diags *d, struct diag *diag, struct span span, struct paper_value value);

/* The points of a weight that stands at the end, 权重10 or 分值 10分, which are taken off with their word; or
 * of a text that is nothing but a number of points, which is left. Empty if there is neither. */
struct str paper_points(struct str *text);

/* Says how a target without a relation is written: with the one that is meant. */
void help_relation(struct diags *d, struct diag *diag, struct str target);

/* Says which sign is meant by a word, of the quantity that stands behind or before it in `text`. */
void help_relation_word(struct diags *d, struct diag *diag, const struct relation_word *word,
                        struct str text);

/* 2020年3月至11月, 2020.03-2020.11: the period as the language has it, or empty. */
struct str paper_period(struct arena *a, struct str text);

/* The same of 2026, 2026年度, 2026-2028年, where a period is meant for sure. */
struct str paper_years(struct arena *a, struct str text);

#endif
